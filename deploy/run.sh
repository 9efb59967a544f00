#!/bin/sh
# Runs a service within the memory of its container: a share for the heap, a share for the networks' native memory, and a
# ceiling on both together that leaves room for RocksDB, threads and code.
# usage: run.sh HEAP_PERCENT NATIVE_PERCENT CEILING_PERCENT MAIN_CLASS
set -eu

# Bytes that the process may use: of the control group (version 2, then 1), else of the machine.
memory() {
    for limit in "${MEMORY_LIMIT_FILE:-/sys/fs/cgroup/memory.max}" /sys/fs/cgroup/memory/memory.limit_in_bytes; do
        if [ -r "$limit" ]; then
            bytes=$(cat "$limit")
            # Version 1 says "no limit" with a number that no machine has; it has nineteen digits.
            if [ "$bytes" != max ] && [ ${#bytes} -lt 16 ]; then
                echo "$bytes"
                return
            fi
        fi
    done
    echo $(($(sed -n 's/^MemTotal: *\([0-9]*\) kB$/\1/p' /proc/meminfo) * 1024))
}

bytes=$(memory)
heap=$((bytes / 100 * $1))
native=$((bytes / 100 * $2))
ceiling=$((bytes / 100 * $3))
# The JVM's own counters are a file that is mapped into memory: on a disk that is full, writing to them would end the process.
exec java "-Xmx$heap" "-XX:+PerfDisableSharedMem" \
    "-Dorg.bytedeco.javacpp.maxbytes=$native" "-Dorg.bytedeco.javacpp.maxphysicalbytes=$ceiling" \
    -cp /opt/millrace/lib/millrace-cli.jar "$4"
