package dev.millrace.service.operations;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that the topics a service reads and writes exist, have leaders and are accessible to it, because Kafka clients wait
 * for these silently. Runs on its own thread. Thread-safe.
 */
public final class TopicWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TopicWatch.class);
    private static final DescribeTopicsOptions DESCRIBE_OPTIONS =
            new DescribeTopicsOptions().includeAuthorizedOperations(true).timeoutMs(10_000);

    private final Admin admin;
    private final Set<String> read;
    private final Set<String> written;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(TopicWatch::daemon);
    private volatile List<String> problems = List.of();

    private TopicWatch(Admin admin, Set<String> read, Set<String> written) {
        this.admin = admin;
        this.read = Set.copyOf(read);
        this.written = Set.copyOf(written);
    }

    /** Starts checking every {@code interval}. The caller keeps ownership of {@code admin}. */
    public static TopicWatch start(Admin admin, Set<String> read, Set<String> written, Duration interval) {
        TopicWatch watch = new TopicWatch(admin, read, written);
        var unused =
                watch.scheduler.scheduleWithFixedDelay(watch::check, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /** One sentence for each problem found by the last check; a single one if Kafka did not answer. */
    public List<String> problems() {
        return problems;
    }

    /** Catches every exception, because one that escaped would stop the schedule. */
    private void check() {
        try {
            report(findProblems());
        } catch (RuntimeException e) {
            report(List.of("the topics could not be checked: " + e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(List<String> found) {
        List<String> before = problems;
        problems = found;
        if (!found.equals(before)) {
            log.info("Topic problems changed: problems={}", found);
        }
    }

    private List<String> findProblems() throws InterruptedException {
        Set<String> topics = new HashSet<>(read);
        topics.addAll(written);
        Map<String, KafkaFuture<TopicDescription>> descriptions =
                admin.describeTopics(topics, DESCRIBE_OPTIONS).topicNameValues();
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : new TreeMap<>(descriptions).entrySet()) {
            try {
                describe(answer.getValue().get(), found);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    found.add("topic '" + answer.getKey() + "' is missing");
                } else if (e.getCause() instanceof AuthorizationException) {
                    found.add("topic '" + answer.getKey() + "' may not be described");
                } else {
                    return List.of("Kafka does not answer: " + e.getCause());
                }
            }
        }
        return List.copyOf(found);
    }

    private void describe(TopicDescription topic, List<String> found) {
        List<Integer> leaderless = topic.partitions().stream()
                .filter(partition -> partition.leader() == null)
                .map(TopicPartitionInfo::partition)
                .toList();
        if (!leaderless.isEmpty()) {
            found.add("topic '" + topic.name() + "' has no leader for its partitions " + leaderless);
        }
        Predicate<AclOperation> isForbidden = operation -> topic.authorizedOperations() != null
                && !topic.authorizedOperations().contains(operation);
        if (read.contains(topic.name()) && isForbidden.test(AclOperation.READ)) {
            found.add("topic '" + topic.name() + "' may not be read");
        }
        if (written.contains(topic.name()) && isForbidden.test(AclOperation.WRITE)) {
            found.add("topic '" + topic.name() + "' may not be written");
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "topic-watch");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
