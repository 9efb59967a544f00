package dev.millrace.service.operations;

import dev.millrace.service.access.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Checks that topics exist, have leaders, and may be used.
 *
 * @param access the operations that are needed on each of the {@code topics}
 */
record TopicCheck(Admin admin, Access access, Set<String> topics) {

    private static final DescribeTopicsOptions OPTIONS =
            new DescribeTopicsOptions().includeAuthorizedOperations(true).timeoutMs(10_000);

    TopicCheck {
        topics = Set.copyOf(topics);
    }

    /** @throws ExecutionException when Kafka does not answer */
    AccessWatch.Findings find() throws ExecutionException, InterruptedException {
        Map<String, KafkaFuture<TopicDescription>> descriptions =
                admin.describeTopics(topics, OPTIONS).topicNameValues();
        List<String> problems = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : new TreeMap<>(descriptions).entrySet()) {
            String name = answer.getKey();
            try {
                compare(answer.getValue().get(), problems, notes);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    problems.add("topic '" + name + "' is missing");
                } else if (e.getCause() instanceof AuthorizationException) {
                    problems.add("topic '" + name + "' may not be described: required " + list(access.onTopic(name)));
                } else {
                    throw e;
                }
            }
        }
        return new AccessWatch.Findings(problems, notes);
    }

    private void compare(TopicDescription topic, List<String> problems, List<String> notes) {
        List<Integer> leaderless = topic.partitions().stream()
                .filter(partition -> partition.leader() == null)
                .map(TopicPartitionInfo::partition)
                .toList();
        if (!leaderless.isEmpty()) {
            problems.add("topic '" + topic.name() + "' has no leader for its partitions " + leaderless);
        }
        Set<AclOperation> missing = access.onTopic(topic.name());
        missing.removeAll(permitted(topic));
        for (AclOperation operation : missing) {
            switch (operation) {
                case READ -> problems.add("topic '" + topic.name() + "' may not be read");
                case WRITE -> problems.add("topic '" + topic.name() + "' may not be written");
                default -> notes.add("topic '" + topic.name() + "' lacks the permission " + operation);
            }
        }
    }

    /** All operations where the broker does not tell. */
    private static Set<AclOperation> permitted(TopicDescription topic) {
        return topic.authorizedOperations() == null ? Set.of(AclOperation.values()) : topic.authorizedOperations();
    }

    private static String list(Set<AclOperation> operations) {
        return new TreeSet<>(operations).stream().map(AclOperation::name).collect(Collectors.joining(", "));
    }
}
