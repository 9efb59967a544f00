package dev.millrace.service;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Tells {@code main} that the process was asked to stop, and gives it the time to close what it opened. */
public final class ShutdownSignal {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private ShutdownSignal() {}

    /** Completes on SIGTERM or SIGINT; the JVM then stays up until the calling thread has ended, a minute at most. */
    public static CompletableFuture<Void> forThisThread() {
        Thread owner = Thread.currentThread();
        CompletableFuture<Void> signal = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(signal, owner), "shutdown"));
        return signal;
    }

    private static void stop(CompletableFuture<Void> signal, Thread owner) {
        signal.complete(null);
        try {
            owner.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
