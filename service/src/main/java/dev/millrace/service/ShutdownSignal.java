package dev.millrace.service;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Signals {@code main} that the process should stop, and gives it time to close its resources. */
public final class ShutdownSignal {

    private static final Duration JOIN_TIMEOUT = Duration.ofSeconds(60);

    private ShutdownSignal() {}

    /** Completes on SIGTERM or SIGINT. The JVM then waits up to one minute for the calling thread to end. */
    public static CompletableFuture<Void> forThisThread() {
        Thread owner = Thread.currentThread();
        CompletableFuture<Void> signal = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(signal, owner), "shutdown"));
        return signal;
    }

    private static void stop(CompletableFuture<Void> signal, Thread owner) {
        signal.complete(null);
        try {
            owner.join(JOIN_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
