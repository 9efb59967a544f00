package dev.millrace.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A disk of a few megabytes, mostly filled, that only one process sees: everything the process stores in
 * {@code directory}. Needs Linux with user namespaces, but not root.
 *
 * @param megabytes size of the disk
 * @param taken megabytes that are filled until {@link #makeRoom}
 */
public record SmallDisk(Path directory, int megabytes, int taken) {

    private static final List<String> UNSHARE = List.of("unshare", "--user", "--map-root-user", "--mount");
    private static final int HEAP_MEGABYTES = 256;

    /** Whether this machine supports it. */
    public static boolean isPossible() {
        try {
            Process trial = new ProcessBuilder(
                            Stream.concat(UNSHARE.stream(), Stream.of("true")).toList())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return trial.waitFor(10, TimeUnit.SECONDS) && trial.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Runs a class on the test's class path that sees the disk. */
    public Program run(Class<?> main, Map<String, String> environment) throws IOException {
        String script = "mount -t tmpfs -o size=" + megabytes + "m tmpfs '" + directory + "'"
                + " && head -c " + taken + "M /dev/zero > '" + ballast() + "'"
                + " && exec \"$@\"";
        List<String> launcher = new ArrayList<>(UNSHARE);
        launcher.addAll(List.of("sh", "-c", script, "sh"));
        return Program.run(launcher, main, environment, HEAP_MEGABYTES);
    }

    /** Frees the filled space, through the program's own view of the file system. */
    public void makeRoom(Program program) throws IOException {
        Files.delete(program.seen(ballast()));
    }

    private Path ballast() {
        return directory.toAbsolutePath().resolve("ballast");
    }
}
