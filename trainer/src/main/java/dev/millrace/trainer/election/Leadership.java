package dev.millrace.trainer.election;

import dev.millrace.model.spec.Task;
import dev.millrace.service.FailureReason;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this trainer is the leader, and its term if so. Restarts a term that failed, and gives each term the open commands.
 * Not thread-safe, except {@link #trouble}.
 */
final class Leadership implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Leadership.class);

    private final Task task;
    private final LeadershipListener listener;
    private final OpenCommands commands;
    private final long retryNanos;
    private boolean isElected;
    private long nextTryAt = System.nanoTime();
    private Optional<LeadershipListener.Term> term = Optional.empty();
    private volatile Optional<String> trouble = Optional.empty();

    Leadership(Task task, LeadershipListener listener, OpenCommands commands, Duration retry) {
        this.task = task;
        this.listener = listener;
        this.commands = commands;
        this.retryNanos = retry.toNanos();
    }

    void elected() {
        isElected = true;
        nextTryAt = System.nanoTime();
    }

    /** Why the term cannot begin although this trainer was elected; empty if nothing is wrong. */
    Optional<String> trouble() {
        return trouble;
    }

    /** Gives up leadership until the next election. When this returns, the term has ended. */
    void revoked() {
        isElected = false;
        trouble = Optional.empty();
        endTerm();
    }

    /** Begins a term that is due, gives it new commands, and closes a term that has ended. */
    void check() {
        if (term.filter(LeadershipListener.Term::isOver).isPresent()) {
            endTerm();
            nextTryAt = System.nanoTime() + retryNanos;
        }
        if (isElected && term.isEmpty() && System.nanoTime() - nextTryAt >= 0) {
            begin();
        }
        term.ifPresent(commands::giveTo);
    }

    @Override
    public void close() {
        revoked();
    }

    private void begin() {
        try {
            term = Optional.of(listener.begin());
            trouble = Optional.empty();
            log.info("Leadership begins: task={}", task.id());
        } catch (RuntimeException e) {
            // The cause may be temporary: an unavailable broker, or a predecessor that is still closing.
            log.warn("Leadership cannot begin, will be retried: task={} reason={}", task.id(), e.toString());
            trouble = Optional.of("the " + task.id() + " trainer was elected but cannot begin: " + FailureReason.of(e));
            nextTryAt = System.nanoTime() + retryNanos;
        }
    }

    /** A failure while a term ends must not keep the next one from beginning. */
    private void close(LeadershipListener.Term current) {
        try {
            current.close();
        } catch (RuntimeException e) {
            log.warn("Term not closed cleanly: task={}", task.id(), e);
        }
    }

    private void endTerm() {
        Optional<LeadershipListener.Term> ended = term;
        term = Optional.empty();
        ended.ifPresent(current -> {
            close(current);
            commands.takeBack();
            log.info("Leadership ends: task={}", task.id());
        });
    }
}
