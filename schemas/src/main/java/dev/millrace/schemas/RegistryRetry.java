package dev.millrace.schemas;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks again, less and less often, until an answer comes or the time is up. Thread-safe. */
final class RegistryRetry {

    private static final Logger log = LoggerFactory.getLogger(RegistryRetry.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Whoever ran out of patience asks again within that time, or not at all: his record went to another process. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final Duration limit;
    private final CountDownLatch givenUp = new CountDownLatch(1);
    private final Map<String, Outage> outages = new ConcurrentHashMap<>();

    RegistryRetry(Duration limit) {
        this.limit = limit;
    }

    /** A question to the registry; an {@link IOException} means that it did not answer it. */
    @FunctionalInterface
    interface Question<A> {
        A ask() throws IOException;
    }

    /** Since when a question is not answered, when it was last asked (readings of a clock that runs forward), and why. */
    private record Outage(long since, long lastAsked, String why) {

        Outage askedAgain(Outage now) {
            return new Outage(since, now.lastAsked, now.why);
        }
    }

    /** @throws RegistryUnavailableException when the time is up, or was called off */
    <A> A ask(String what, Question<A> question) {
        long started = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                A answer = question.ask();
                outages.remove(what);
                return answer;
            } catch (IOException e) {
                note(what, e);
                boolean isOver = System.nanoTime() - started + pause.toNanos() > limit.toNanos();
                if (isOver || isCalledOff(Duration.ZERO)) {
                    throw new RegistryUnavailableException(
                            "the registry did not answer for " + limit + " when asked for " + what, e);
                }
                if (pause.equals(FIRST_PAUSE)) {
                    log.warn("Registry does not answer, asking again: what={} patience={}", what, limit, e);
                }
                var unused = isCalledOff(pause);
                pause = longer(pause);
            } catch (RuntimeException e) {
                outages.remove(what);
                throw e;
            }
        }
    }

    /** Asks once, and waits for nothing; whether there was an answer. */
    boolean isAnswered(String what, Question<?> question) {
        try {
            question.ask();
            outages.remove(what);
            return true;
        } catch (IOException e) {
            note(what, e);
            return false;
        }
    }

    /** What is not answered for the longest, if anything is not answered. */
    Optional<String> problem() {
        long now = System.nanoTime();
        outages.values().removeIf(outage -> now - outage.lastAsked > REMEMBERED.toNanos());
        return outages.entrySet().stream()
                .min((one, other) -> Long.compare(one.getValue().since - now, other.getValue().since - now))
                .map(entry -> "the registry has not answered for "
                        + Duration.ofNanos(now - entry.getValue().since).toSeconds() + " s when asked for "
                        + entry.getKey() + ": " + entry.getValue().why);
    }

    /** Whoever waits, or will, waits no more. */
    void callOff() {
        givenUp.countDown();
    }

    private void note(String what, IOException failure) {
        long now = System.nanoTime();
        outages.merge(what, new Outage(now, now, String.valueOf(failure.getMessage())), Outage::askedAgain);
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private boolean isCalledOff(Duration wait) {
        try {
            return givenUp.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException("interrupted while waiting for the registry", e);
        }
    }
}
