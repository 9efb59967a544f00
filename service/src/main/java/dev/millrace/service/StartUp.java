package dev.millrace.service;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of a process' start that need Kafka: each is tried until it is done, or the process is asked to stop. Steps are
 * for one thread; {@link #problem} for any.
 */
public final class StartUp {

    private static final Logger log = LoggerFactory.getLogger(StartUp.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final CompletableFuture<?> stop;
    private volatile Optional<String> problem = Optional.empty();

    /** @param stop completes when the process is asked to stop */
    public StartUp(CompletableFuture<?> stop) {
        this.stop = stop;
    }

    /**
     * What {@code attempt} gives.
     *
     * @param what is to be done, the beginning of a sentence: "its topics can't be made"
     * @throws CancellationException once the process is asked to stop
     * @throws ConfigException when a property of a Kafka client is wrong: waiting would not mend it
     */
    public <V> V untilDone(String what, Supplier<V> attempt) {
        while (!isToStop(Duration.ZERO)) {
            try {
                V done = attempt.get();
                problem = Optional.empty();
                return done;
            } catch (ConfigException e) {
                throw e;
            } catch (KafkaException e) {
                waitBecause(what + ": " + e.getMessage() + reasonOf(e));
            }
        }
        throw new CancellationException("asked to stop while it starts");
    }

    /** What it waits for, if anything. */
    public Optional<String> problem() {
        return problem;
    }

    private void waitBecause(String reason) {
        if (problem.isEmpty()) {
            log.warn("Start waits: {}", reason);
        }
        problem = Optional.of(reason);
        var unused = isToStop(RETRY);
    }

    private static String reasonOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root == failure ? "" : ": " + root.getMessage();
    }

    private boolean isToStop(Duration wait) {
        try {
            stop.get(wait.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
