package dev.millrace.schemas;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks again, less and less often, until an answer comes or the time is up. Thread-safe. */
record Patience(Duration limit) {

    private static final Logger log = LoggerFactory.getLogger(Patience.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** A question to the registry; an {@link IOException} means that it did not answer it. */
    @FunctionalInterface
    interface Question<A> {
        A ask() throws IOException;
    }

    /** @throws RegistryUnavailableException when the time is up */
    <A> A ask(String what, Question<A> question) {
        long started = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return question.ask();
            } catch (IOException e) {
                if (System.nanoTime() - started + pause.toNanos() > limit.toNanos()) {
                    throw new RegistryUnavailableException(
                            "the registry did not answer for " + limit + " when asked for " + what, e);
                }
                if (pause.equals(FIRST_PAUSE)) {
                    log.warn("Registry does not answer, asking again: what={} patience={}", what, limit, e);
                }
                rest(pause);
                pause = longer(pause);
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private static void rest(Duration pause) {
        LockSupport.parkNanos(pause.toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptException("interrupted while waiting for the registry");
        }
    }
}
