package dev.millrace.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for asynchronous results. */
public final class Await {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration INTERVAL = Duration.ofMillis(300);

    private Await() {}

    /** Fails if the condition does not hold within two minutes, or if any thread dies meanwhile. */
    public static void until(BooleanSupplier holds) {
        await().atMost(PATIENCE).pollInterval(INTERVAL).until(holds::getAsBoolean);
    }
}
