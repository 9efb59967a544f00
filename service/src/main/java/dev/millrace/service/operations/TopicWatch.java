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
 * Whether the topics that a service reads and writes are there, have leaders, and may be used by it. Clients of Kafka wait
 * for all that in silence. Asked for on a thread of its own; thread-safe.
 */
public final class TopicWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TopicWatch.class);
    private static final DescribeTopicsOptions QUESTION =
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

    /** Asks each {@code interval}; the admin client stays the caller's. */
    public static TopicWatch start(Admin admin, Set<String> read, Set<String> written, Duration interval) {
        TopicWatch watch = new TopicWatch(admin, read, written);
        var unused = watch.scheduler.scheduleWithFixedDelay(watch::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /** A sentence for each thing that is wrong by the last answer; one for all where Kafka does not answer. */
    public List<String> problems() {
        return problems;
    }

    /** Whatever goes wrong: an exception that left this method would end the looking for good. */
    private void look() {
        try {
            report(found());
        } catch (RuntimeException e) {
            report(List.of("Kafka can't be asked about its topics: " + e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(List<String> found) {
        List<String> before = problems;
        problems = found;
        if (!found.equals(before)) {
            log.info("Topics looked at: problems={}", found);
        }
    }

    private List<String> found() throws InterruptedException {
        Set<String> topics = new HashSet<>(read);
        topics.addAll(written);
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin.describeTopics(topics, QUESTION).topicNameValues();
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : new TreeMap<>(answers).entrySet()) {
            try {
                describe(answer.getValue().get(), found);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    found.add("topic '" + answer.getKey() + "' is missing");
                } else if (e.getCause() instanceof AuthorizationException) {
                    found.add("topic '" + answer.getKey() + "' may not be seen");
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
