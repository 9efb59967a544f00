package dev.millrace.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A class on the test's class path, run in its own process, which is killed when this is closed. */
public final class Program implements AutoCloseable {

    private final Process process;

    private Program(Process process) {
        this.process = process;
    }

    /**
     * Starts the class.
     *
     * @param heapMegabytes maximum heap
     */
    public static Program run(Class<?> main, Map<String, String> environment, int heapMegabytes) throws IOException {
        return run(List.of(), main, environment, heapMegabytes);
    }

    /** @param launcher command in front of the command line */
    static Program run(List<String> launcher, Class<?> main, Map<String, String> environment, int heapMegabytes)
            throws IOException {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(
                Files.createTempFile(main.getSimpleName(), ".log").toFile());
        builder.environment().putAll(environment);
        return new Program(builder.start());
    }

    /** The status of the answer on that port, a space, and its text; {@code none} while nothing answers. */
    public String get(int port, String path) {
        return new LocalHttp(port).get(path);
    }

    /** The path as the process sees it. */
    Path seen(Path path) {
        return Path.of("/proc", Long.toString(process.pid()), "root")
                .resolve(Path.of("/").relativize(path));
    }

    /** Whether the process is running. */
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
