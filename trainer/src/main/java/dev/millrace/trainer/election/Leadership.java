package dev.millrace.trainer.election;

import dev.millrace.model.spec.Task;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this trainer is the leader, and its term if so. Restarts a term that failed. Not thread-safe, except
 * {@link #trouble}.
 */
final class Leadership implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Leadership.class);

    private final Task task;
    private final LeadershipListener office;
    private final long retryNanos;
    private boolean isElected;
    private boolean isCommandPending;
    private long nextTryAt = System.nanoTime();
    private Optional<LeadershipListener.Term> term = Optional.empty();
    private volatile Optional<String> trouble = Optional.empty();

    Leadership(Task task, LeadershipListener office, Duration retry) {
        this.task = task;
        this.office = office;
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

    void deposed() {
        isElected = false;
        trouble = Optional.empty();
        var unused = leave();
    }

    /** Gives up leadership until the next election. Remembers open commands, because no other trainer has seen them. */
    void suspend() {
        isElected = false;
        trouble = Optional.empty();
        isCommandPending |= leave();
    }

    /** Begins a term that is due, and closes a term that has ended. */
    void check() {
        if (term.filter(LeadershipListener.Term::isOver).isPresent()) {
            isCommandPending |= leave();
            nextTryAt = System.nanoTime() + retryNanos;
        }
        if (isElected && term.isEmpty() && System.nanoTime() - nextTryAt >= 0) {
            take();
        }
    }

    /** Keeps a command that arrives before the term has begun, or that a failed term has not carried out. */
    void trainNow(String by) {
        isCommandPending = term.isEmpty();
        term.ifPresent(current -> current.trainNow(by));
    }

    @Override
    public void close() {
        deposed();
    }

    private void take() {
        try {
            LeadershipListener.Term begun = office.take();
            term = Optional.of(begun);
            trouble = Optional.empty();
            log.info("Leadership begins: task={}", task.id());
            if (isCommandPending) {
                isCommandPending = false;
                begun.trainNow("an open command");
            }
        } catch (RuntimeException e) {
            // The cause may be temporary: an unavailable broker, or a predecessor that is still closing.
            log.warn("Leadership cannot begin, will be retried: task={} reason={}", task.id(), e.toString());
            trouble = Optional.of("the " + task.id() + " trainer was elected but cannot begin: " + e);
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

    private boolean leave() {
        Optional<LeadershipListener.Term> left = term;
        term = Optional.empty();
        left.ifPresent(current -> {
            close(current);
            log.info("Leadership ends: task={}", task.id());
        });
        return left.filter(LeadershipListener.Term::owesRun).isPresent();
    }
}
