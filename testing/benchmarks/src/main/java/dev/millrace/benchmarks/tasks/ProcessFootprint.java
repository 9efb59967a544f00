package dev.millrace.benchmarks.tasks;

import dev.millrace.benchmarks.platform.BenchmarkFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process occupies; Linux only.
 *
 * @param liveHeapBytes reachable objects, counted by a full garbage collection
 * @param residentBytes resident memory that is not a file: heap, native memory, stacks
 * @param threads threads of the operating system
 * @param files open files and sockets
 */
record ProcessFootprint(long liveHeapBytes, long residentBytes, int threads, int files) {

    private static final long KILOBYTE = 1_024;

    /** @throws BenchmarkFailure when the system does not tell */
    static ProcessFootprint of(long pid) {
        try {
            long heap = liveHeap(pid);
            List<String> status = Files.readAllLines(Path.of("/proc/" + pid + "/status"));
            try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
                return new ProcessFootprint(
                        heap, field(status, "RssAnon:") * KILOBYTE, (int) field(status, "Threads:"), (int)
                                files.count());
            }
        } catch (IOException e) {
            throw new BenchmarkFailure("process " + pid + " can't be measured", e);
        }
    }

    /** The total of a class histogram, which the JVM takes after a full collection. */
    private static long liveHeap(long pid) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process histogram = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        try (Stream<String> lines = histogram.inputReader().lines()) {
            return lines.filter(line -> line.startsWith("Total"))
                    .map(line -> line.trim().split("\\s+", -1))
                    .mapToLong(words -> Long.parseLong(words[2]))
                    .findFirst()
                    .orElseThrow(() -> new BenchmarkFailure("jcmd shows no histogram of process " + pid));
        }
    }

    private static long field(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow(() -> new BenchmarkFailure("/proc/PID/status has no line '" + name + "'"));
    }
}
