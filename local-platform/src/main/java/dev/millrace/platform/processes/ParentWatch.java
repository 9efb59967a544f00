package dev.millrace.platform.processes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A Java agent that ends its process when standard input ends. The parent holds the other end of that pipe, and the
 * operating system closes it however the parent dies. Needs only the JDK, so any Java program can be a child.
 */
public final class ParentWatch {

    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private ParentWatch() {}

    /** Called by the JVM before {@code main}. */
    public static void premain(String arguments) {
        Thread watch = new Thread(() -> watch(System.in), "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void watch(InputStream parent) {
        try {
            parent.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            System.err.println("Parent watch: standard input failed, assuming that the parent has ended: " + e);
        }
        Thread halt = new Thread(ParentWatch::haltAfterGrace, "parent-watch-halt");
        halt.setDaemon(true);
        halt.start();
        Runtime.getRuntime().exit(0);
    }

    private static void haltAfterGrace() {
        long deadline = System.nanoTime() + GRACE_NANOS;
        while (System.nanoTime() < deadline) {
            LockSupport.parkNanos(deadline - System.nanoTime());
        }
        Runtime.getRuntime().halt(1);
    }
}
