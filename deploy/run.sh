#!/bin/sh
# Runs a service within the memory of its container or machine: a share for the heap, a share for the networks' native memory,
# and a ceiling on both together that leaves room for RocksDB, threads and code.
# usage: run.sh trainer|streams-app [JVM options]
# Settings come from the environment, then from MILLRACE_SETTINGS_FILE, by default config/SERVICE.env of the release.
set -eu

fail() {
    echo "run.sh: $1" >&2
    exit 2
}

case ${1:-} in
    trainer) heap_percent=25 native_percent=33 main=dev.millrace.trainer.Trainer ;;
    streams-app) heap_percent=35 native_percent=20 main=dev.millrace.streams.StreamsApp ;;
    *) fail "required a service, trainer or streams-app, got '${1:-}'" ;;
esac
service=$1
ceiling_percent=85
shift

script=$0
while [ -L "$script" ]; do
    target=$(readlink "$script")
    case $target in
        /*) script=$target ;;
        *) script=$(dirname "$script")/$target ;;
    esac
done
home=$(cd -P "$(dirname "$script")" && pwd)
# In a release this script is in bin/, in an image beside lib/.
[ -d "$home/lib" ] || home=$(dirname "$home")
jar=
for candidate in "$home/lib/millrace-$service"-[0-9]*.jar; do
    [ ! -f "$candidate" ] || jar=$candidate
done
[ -n "$jar" ] || fail "required lib/millrace-$service-*.jar in a release or an image, found none in $home"

# Exports each setting of the file that the environment does not set.
read_settings() {
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in '' | '#'*) continue ;; esac
        name=${line%%=*}
        case $line in *=*) ;; *) fail "required NAME=value in $1, got '$line'" ;; esac
        case $name in '' | [0-9]* | *[!A-Za-z0-9_]*) fail "required NAME=value in $1, got '$line'" ;; esac
        eval "[ -n \"\${$name+set}\" ]" || export "$name=${line#*=}"
    done < "$1"
}

settings=${MILLRACE_SETTINGS_FILE:-$home/config/$service.env}
if [ -f "$settings" ]; then
    read_settings "$settings"
elif [ -n "${MILLRACE_SETTINGS_FILE:-}" ]; then
    fail "required a settings file, found none at $settings"
fi

java=java
if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
    java=$JAVA_HOME/bin/java
fi
command -v "$java" > /dev/null || fail "required Java 17 or newer, found no java on PATH; install one or set JAVA_HOME"
version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = //p')
case $version in '' | *[!0-9]*) version=0 ;; esac
[ "$version" -ge 17 ] || fail "required Java 17 or newer, got $("$java" -version 2>&1 | head -n 1)"
# From version 24 on, the JDK warns about native code that was not permitted explicitly.
[ "$version" -lt 24 ] || set -- --enable-native-access=ALL-UNNAMED "$@"

# Bytes that the process may use: the limit of the control group (version 2, then 1), otherwise the memory of the machine.
memory() {
    for limit in "${MEMORY_LIMIT_FILE:-/sys/fs/cgroup/memory.max}" /sys/fs/cgroup/memory/memory.limit_in_bytes; do
        if [ -r "$limit" ]; then
            bytes=$(cat "$limit")
            # Version 1 expresses "no limit" as a number of nineteen digits.
            if [ "$bytes" != max ] && [ ${#bytes} -lt 16 ]; then
                echo "$bytes"
                return
            fi
        fi
    done
    if [ -r /proc/meminfo ]; then
        echo $(($(sed -n 's/^MemTotal: *\([0-9]*\) kB$/\1/p' /proc/meminfo) * 1024))
    else
        sysctl -n hw.memsize
    fi
}

bytes=$(memory)
heap=$((bytes / 100 * heap_percent))
native=$((bytes / 100 * native_percent))
ceiling=$((bytes / 100 * ceiling_percent))
# One OpenMP thread per Java thread: the services spread work over Java threads.
export OMP_NUM_THREADS=1
# Deeplearning4j leaves its oneDNN kernels off by default. The JVM's own counters are a memory-mapped file: on a
# full disk, writing to them would end the process.
exec "$java" "-Xmx$heap" -XX:+PerfDisableSharedMem -Dorg.eclipse.deeplearning4j.helpers.disable=false \
    "-Dorg.bytedeco.javacpp.maxbytes=$native" "-Dorg.bytedeco.javacpp.maxphysicalbytes=$ceiling" \
    "$@" -cp "$jar" "$main"
