package dev.millrace.drills.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A control group with a memory limit, like that of a container: the kernel kills a process that exceeds it. Needs Linux
 * and permission to create control groups.
 */
public final class LimitedMemory implements AutoCloseable {

    private static final Path VERSION_1 = Path.of("/sys/fs/cgroup/memory");
    private static final Path VERSION_2 = Path.of("/sys/fs/cgroup");

    private final Path group;

    private LimitedMemory(Path group) {
        this.group = group;
    }

    /** Empty if this process may not create control groups. */
    public static Optional<LimitedMemory> of(long bytes) {
        boolean second = Files.exists(VERSION_2.resolve("cgroup.controllers"));
        Path group = (second ? VERSION_2 : VERSION_1)
                .resolve("millrace-drill-" + ProcessHandle.current().pid());
        try {
            Files.createDirectory(group);
            Files.writeString(group.resolve(second ? "memory.max" : "memory.limit_in_bytes"), Long.toString(bytes));
            return Optional.of(new LimitedMemory(group));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Makes the service run in it. */
    public ServicePlan of(ServicePlan plan) {
        return plan.within(
                "/bin/sh",
                "-c",
                "echo $$ > \"$0\" && exec \"$@\"",
                group.resolve("cgroup.procs").toString());
    }

    /** Deletes the group; its processes must have ended. */
    @Override
    public void close() {
        try {
            Files.delete(group);
        } catch (IOException e) {
            throw new UncheckedIOException("the control group can't be deleted", e);
        }
    }
}
