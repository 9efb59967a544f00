package dev.millrace.drills.fault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Where inference hangs: {@link HangAgent} makes every call of a network pass here first. */
public final class HangPoint {

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Path FILE = Path.of(System.getProperty(HangAgent.FILE, "no-hang-file"));

    private HangPoint() {}

    /** Returns once the file does not exist; an interrupt does not help, as in native code. */
    public static void pass() {
        while (Files.exists(FILE)) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
