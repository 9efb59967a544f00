package dev.millrace.benchmarks.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The memory of this process in MB; Linux only.
 *
 * @param heap reachable objects
 * @param anonymous resident memory that is not a file: heap, native memory, stacks
 * @param file resident pages of mapped files, which the kernel can reclaim
 */
record ProcessMemory(long heap, long anonymous, long file) {

    private static final long MEGABYTE = 1_000_000;

    static ProcessMemory now() throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
        return new ProcessMemory(
                (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE,
                field(status, "RssAnon:") / MEGABYTE,
                field(status, "RssFile:") / MEGABYTE);
    }

    void print() {
        StoreBenchmark.print("heap in MB", (double) heap);
        StoreBenchmark.print("resident without files in MB", (double) anonymous);
        StoreBenchmark.print("resident pages of files in MB", (double) file);
    }

    private static long field(List<String> status, String name) {
        String line = status.stream()
                .filter(each -> each.startsWith(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("/proc/self/status has no line '" + name + "'"));
        return Long.parseLong(line.replaceAll("\\D", "")) * 1_024;
    }
}
