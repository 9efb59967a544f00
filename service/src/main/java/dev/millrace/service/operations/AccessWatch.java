package dev.millrace.service.operations;

import dev.millrace.service.FailureReason;
import dev.millrace.service.access.Access;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that the topics a service uses exist and have leaders, and that it may use them, its consumer groups and its
 * transactional ids, because Kafka clients wait for these silently. Runs on its own thread. Thread-safe.
 */
public final class AccessWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AccessWatch.class);

    private final TopicCheck topics;
    private final IdentityCheck identities;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(AccessWatch::daemon);
    private volatile Findings latest = Findings.NONE;

    private AccessWatch(TopicCheck topics, IdentityCheck identities) {
        this.topics = topics;
        this.identities = identities;
    }

    /**
     * What a check found, one sentence each.
     *
     * @param problems that keep the service from working
     * @param notes on permissions without which it works worse
     */
    record Findings(List<String> problems, List<String> notes) {

        static final Findings NONE = new Findings(List.of(), List.of());

        Findings {
            problems = List.copyOf(problems);
            notes = List.copyOf(notes);
        }
    }

    /**
     * Starts checking every {@code interval}. The caller keeps ownership of {@code admin}.
     *
     * @param access what the service needs
     * @param internal names of the topics of which {@code access} only knows how they begin
     */
    public static AccessWatch start(Admin admin, Access access, Set<String> internal, Duration interval) {
        Set<String> topics = new HashSet<>(access.topics());
        topics.addAll(internal);
        AccessWatch watch = new AccessWatch(new TopicCheck(admin, access, topics), new IdentityCheck(admin, access));
        var unused =
                watch.scheduler.scheduleWithFixedDelay(watch::check, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /** One sentence for each problem found by the last check; a single one if Kafka did not answer. */
    public List<String> problems() {
        return latest.problems();
    }

    /** One sentence for each permission that is missing although the service works without it, only worse. */
    public List<String> notes() {
        return latest.notes();
    }

    /** Catches every exception, because one that escaped would stop the schedule. */
    private void check() {
        try {
            report(find());
        } catch (ExecutionException e) {
            report(problem("Kafka does not answer: " + FailureReason.ofCause(e)));
        } catch (RuntimeException e) {
            report(problem("the topics could not be checked: " + e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Findings find() throws ExecutionException, InterruptedException {
        Findings ofTopics = topics.find();
        List<String> problems = new ArrayList<>(ofTopics.problems());
        problems.addAll(identities.problems());
        return new Findings(problems, ofTopics.notes());
    }

    private static Findings problem(String sentence) {
        return new Findings(List.of(sentence), List.of());
    }

    private void report(Findings found) {
        Findings before = latest;
        latest = found;
        if (!found.equals(before)) {
            log.info("Access to the broker changed: problems={} notes={}", found.problems(), found.notes());
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "access-watch");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
