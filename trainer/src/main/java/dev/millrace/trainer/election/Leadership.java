package dev.millrace.trainer.election;

import dev.millrace.model.spec.Task;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this trainer is elected, and its term if so; a term that failed is begun again. For one thread, but for
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

    /** Why the term can't begin, though it was elected; if it can't. */
    Optional<String> trouble() {
        return trouble;
    }

    void deposed() {
        isElected = false;
        trouble = Optional.empty();
        var unused = leave();
    }

    /** Leaves until it is elected anew, and forgets no command meanwhile: nobody else has heard of it. */
    void suspend() {
        isElected = false;
        trouble = Optional.empty();
        isCommandPending |= leave();
    }

    /** Takes the office up where it is due, and leaves it where its term has ended. */
    void check() {
        if (term.filter(LeadershipListener.Term::isOver).isPresent()) {
            isCommandPending |= leave();
            nextTryAt = System.nanoTime() + retryNanos;
        }
        if (isElected && term.isEmpty() && System.nanoTime() - nextTryAt >= 0) {
            take();
        }
    }

    /** A command is not forgotten that comes before the term has begun, or that a term which failed has not done. */
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
            log.info("Trainer active: task={}", task.id());
            if (isCommandPending) {
                isCommandPending = false;
                begun.trainNow("a command that is still open");
            }
        } catch (RuntimeException e) {
            // Whatever keeps a term from beginning may pass: a broker that is away, a predecessor that still closes.
            log.warn("Trainer can't become active, tries again: task={} reason={}", task.id(), e.toString());
            trouble = Optional.of("the " + task.id() + " trainer can't become active: " + e);
            nextTryAt = System.nanoTime() + retryNanos;
        }
    }

    /** What fails while a term ends must not keep the next one from beginning. */
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
            log.info("Trainer no longer active: task={}", task.id());
        });
        return left.filter(LeadershipListener.Term::owesRun).isPresent();
    }
}
