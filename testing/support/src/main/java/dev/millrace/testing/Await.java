package dev.millrace.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for asynchronous results. */
public final class Await {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private Await() {}

    /** Fails if the condition does not hold within two minutes. A thread that dies meanwhile may be another test's and is not noticed. */
    public static void until(BooleanSupplier holds) {
        await().dontCatchUncaughtExceptions()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(INTERVAL)
                .until(holds::getAsBoolean);
    }
}
