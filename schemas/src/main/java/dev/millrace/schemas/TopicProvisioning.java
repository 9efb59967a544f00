package dev.millrace.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates missing topics, and reports how existing ones differ from what they should be. Alters none. */
public final class TopicProvisioning {

    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);

    private TopicProvisioning() {}

    /** The result: the names of the topics that were created, and what differs. */
    public record Report(List<String> created, List<Difference> found) {

        public Report {
            created = List.copyOf(created);
            found = List.copyOf(found);
        }

        /** A sentence for each difference: topic, setting, required, found. */
        public List<String> differences() {
            return found.stream().map(Difference::sentence).toList();
        }
    }

    /**
     * What differs from the layout.
     *
     * @param sentence names topic, setting, required and found value
     * @param setting of the topic that would make it equal; empty if a setting can't
     */
    public record Difference(String sentence, Optional<TopicSetting> setting) {

        Difference(String sentence) {
            this(sentence, Optional.empty());
        }
    }

    /**
     * Creates missing topics, waits until their partitions have leaders, and compares the others with the layout.
     *
     * @throws org.apache.kafka.common.KafkaException when the broker refuses or does not answer
     */
    public static Report createOrCheck(Admin admin, TopicLayout layout) {
        List<String> created = create(admin, missing(admin, layout));
        awaitVisible(admin, layout);
        awaitLeaders(admin, created);
        return new Report(created, differences(admin, layout));
    }

    /** Compares the topics with the layout. Creates nothing; a missing topic is a difference. */
    public static Report check(Admin admin, TopicLayout layout) {
        List<Difference> differences = new ArrayList<>();
        missing(admin, layout)
                .forEach(topic -> differences.add(new Difference("topic '" + topic.name() + "' is missing")));
        differences.addAll(differences(admin, layout));
        return new Report(List.of(), differences);
    }

    private static List<NewTopic> missing(Admin admin, TopicLayout layout) {
        Map<String, KafkaFuture<TopicDescription>> descriptions = admin.describeTopics(
                        layout.topics().stream().map(NewTopic::name).toList())
                .topicNameValues();
        return layout.topics().stream()
                .filter(topic -> !exists(topic.name(), Objects.requireNonNull(descriptions.get(topic.name()))))
                .toList();
    }

    /** A list of topics would not do: the broker leaves out those that this client may not describe. */
    private static boolean exists(String topic, KafkaFuture<TopicDescription> description) {
        try {
            var unused = description.get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            if (e.getCause() instanceof AuthorizationException) {
                throw new TopicAuthorizationException("topic '" + topic + "' may not be described: required DESCRIBE");
            }
            throw new KafkaException("the broker's answer on topics failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for the broker", e);
        }
    }

    /** A new topic takes a moment to reach every broker. */
    private static void awaitVisible(Admin admin, TopicLayout layout) {
        long deadline = System.nanoTime() + VISIBLE_WITHIN.toNanos();
        while (!missing(admin, layout).isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new KafkaException("topics were created but are not visible after " + VISIBLE_WITHIN);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** Until then a partition refuses records. */
    private static void awaitLeaders(Admin admin, List<String> topics) {
        long deadline = System.nanoTime() + VISIBLE_WITHIN.toNanos();
        while (!haveLeaders(admin, topics)) {
            if (System.nanoTime() > deadline) {
                throw new KafkaException("topics were created but have no leaders after " + VISIBLE_WITHIN);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static boolean haveLeaders(Admin admin, List<String> topics) {
        try {
            return await(admin.describeTopics(topics).allTopicNames()).values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition ->
                            partition.leader() != null && !partition.leader().isEmpty());
        } catch (KafkaException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    private static List<String> create(Admin admin, List<NewTopic> topics) {
        List<String> created = new ArrayList<>();
        admin.createTopics(topics).values().forEach((name, done) -> {
            try {
                done.get();
                created.add(name);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof AuthorizationException) {
                    throw new TopicAuthorizationException(
                            "topic '" + name + "' is missing and can't be created: required CREATE");
                }
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new KafkaException("topic '" + name + "' can't be created", e.getCause());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KafkaException("interrupted while topic '" + name + "' was created", e);
            }
        });
        return created;
    }

    private static List<Difference> differences(Admin admin, TopicLayout layout) {
        List<NewTopic> missing = missing(admin, layout);
        List<NewTopic> topics = layout.topics().stream()
                .filter(topic -> !missing.contains(topic))
                .toList();
        Map<String, TopicDescription> descriptions =
                await(admin.describeTopics(topics.stream().map(NewTopic::name).toList())
                        .allTopicNames());
        Map<ConfigResource, KafkaFuture<Config>> configs = admin.describeConfigs(
                        topics.stream().map(TopicProvisioning::resource).collect(Collectors.toList()))
                .values();
        List<Difference> differences = new ArrayList<>();
        for (NewTopic topic : topics) {
            TopicDescription found = Objects.requireNonNull(descriptions.get(topic.name()));
            comparePartitions(topic, found.partitions().size(), differences);
            layout.replicationFactor().ifPresent(factor -> compareReplication(factor, found, differences));
            compareSettings(
                    topic, config(topic.name(), Objects.requireNonNull(configs.get(resource(topic)))), differences);
        }
        return differences;
    }

    private static Config config(String topic, KafkaFuture<Config> config) {
        try {
            return await(config);
        } catch (KafkaException e) {
            throw e.getCause() instanceof AuthorizationException
                    ? new TopicAuthorizationException(
                            "the settings of topic '" + topic + "' may not be described: required DESCRIBE_CONFIGS")
                    : e;
        }
    }

    private static void comparePartitions(NewTopic required, int found, List<Difference> differences) {
        if (required.numPartitions() != found) {
            differences.add(new Difference(
                    difference(required.name(), "partitions", "" + required.numPartitions(), "" + found)));
        }
    }

    /** After a reassignment, a topic's partitions may differ in replication. */
    private static void compareReplication(short required, TopicDescription topic, List<Difference> differences) {
        List<Integer> found = topic.partitions().stream()
                .map(partition -> partition.replicas().size())
                .distinct()
                .sorted()
                .toList();
        if (!found.equals(List.of((int) required))) {
            String factors = found.stream().map(String::valueOf).collect(Collectors.joining(" or "));
            differences.add(new Difference(difference(topic.name(), "replication", "" + required, factors)));
        }
    }

    private static void compareSettings(NewTopic required, Config found, List<Difference> differences) {
        required.configs().forEach((setting, value) -> {
            ConfigEntry entry = found.get(setting);
            String actual = entry == null ? "none" : String.valueOf(entry.value());
            if (!actual.equals(value)) {
                differences.add(new Difference(
                        difference(required.name(), setting, value, actual),
                        Optional.of(new TopicSetting(required.name(), setting, value))));
            }
        });
    }

    private static String difference(String topic, String setting, String required, String found) {
        return "topic '" + topic + "': " + setting + " should be " + required + ", is " + found;
    }

    private static ConfigResource resource(NewTopic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new KafkaException("the broker's answer on topics failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for the broker", e);
        }
    }
}
