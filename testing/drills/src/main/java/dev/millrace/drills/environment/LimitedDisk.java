package dev.millrace.drills.environment;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder on a small in-memory file system that only one service's process sees. The drill fills it with a file.
 *
 * <p>Needs Linux and permission to create user namespaces.
 */
public record LimitedDisk(Path folder, int megabytes) {

    private static final int BLOCK = 1 << 16;

    /** Makes the service run with it. */
    public ServicePlan of(ServicePlan plan) {
        String mount = "mount -t tmpfs -o size=" + megabytes + "m tmpfs \"$0\" && exec \"$@\"";
        return plan.within(
                "unshare", "--user", "--map-root-user", "--mount", "/bin/sh", "-c", mount, folder.toString());
    }

    /** Leaves no byte free. */
    public void fill(Service service) {
        byte[] block = new byte[BLOCK];
        try (OutputStream file = Files.newOutputStream(ballast(service))) {
            for (long written = 0; written < (long) megabytes << 20; written += block.length) {
                file.write(block);
            }
            throw new IllegalStateException("the disk of " + megabytes + " MB accepts more data than that");
        } catch (IOException e) {
            requireFull(e);
        }
    }

    private static void requireFull(IOException problem) {
        if (!String.valueOf(problem.getMessage()).contains("No space left")) {
            throw new UncheckedIOException("the disk can't be filled", problem);
        }
    }

    /** Frees the space again. */
    public void free(Service service) {
        try {
            Files.delete(ballast(service));
        } catch (IOException e) {
            throw new UncheckedIOException("the disk can't be freed", e);
        }
    }

    /** The path of the file from here: through the process' own view of the file system. */
    private Path ballast(Service service) {
        return Path.of("/proc/" + service.process().pid() + "/root" + folder + "/ballast");
    }
}
