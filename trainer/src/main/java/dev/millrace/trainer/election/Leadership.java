package dev.millrace.trainer.election;

import dev.millrace.model.spec.Task;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this trainer is the leader, and its term if so. Restarts a term that failed. Not thread-safe, except
 * {@link #trouble}.
 */
final class Leadership implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Leadership.class);

    private final Task task;
    private final LeadershipListener listener;
    private final long retryNanos;
    private boolean isElected;
    private boolean isCommandPending;
    private final Set<String> pendingUploads = new LinkedHashSet<>();
    private long nextTryAt = System.nanoTime();
    private Optional<LeadershipListener.Term> term = Optional.empty();
    private volatile Optional<String> trouble = Optional.empty();

    Leadership(Task task, LeadershipListener listener, Duration retry) {
        this.task = task;
        this.listener = listener;
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

    void revoked() {
        isElected = false;
        trouble = Optional.empty();
        var unused = endTerm();
        pendingUploads.clear();
    }

    /** Gives up leadership until the next election. Remembers open commands, because no other trainer has seen them. */
    void suspend() {
        isElected = false;
        trouble = Optional.empty();
        isCommandPending |= endTerm();
    }

    /** Begins a term that is due, and closes a term that has ended. */
    void check() {
        if (term.filter(LeadershipListener.Term::isOver).isPresent()) {
            isCommandPending |= endTerm();
            nextTryAt = System.nanoTime() + retryNanos;
        }
        if (isElected && term.isEmpty() && System.nanoTime() - nextTryAt >= 0) {
            begin();
        }
    }

    /** Keeps a command that arrives before the term has begun, or that a failed term has not carried out. */
    void trainNow(String by) {
        isCommandPending = term.isEmpty();
        term.ifPresent(current -> current.trainNow(by));
    }

    /** Keeps an upload that arrives before the term has begun, or that a failed term has not judged. */
    void publish(String version, String by) {
        if (term.isEmpty()) {
            pendingUploads.add(version);
        }
        term.ifPresent(current -> current.publish(version, by));
    }

    @Override
    public void close() {
        revoked();
    }

    private void begin() {
        try {
            LeadershipListener.Term begun = listener.begin();
            term = Optional.of(begun);
            trouble = Optional.empty();
            log.info("Leadership begins: task={}", task.id());
            if (isCommandPending) {
                isCommandPending = false;
                begun.trainNow("an open command");
            }
            pendingUploads.forEach(version -> begun.publish(version, "an open command"));
            pendingUploads.clear();
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

    private boolean endTerm() {
        Optional<LeadershipListener.Term> ended = term;
        term = Optional.empty();
        ended.ifPresent(current -> {
            close(current);
            pendingUploads.addAll(current.owedUploads());
            log.info("Leadership ends: task={}", task.id());
        });
        return ended.filter(LeadershipListener.Term::owesRun).isPresent();
    }
}
