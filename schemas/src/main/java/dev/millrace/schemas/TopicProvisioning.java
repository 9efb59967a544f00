package dev.millrace.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates missing topics, and reports how existing ones differ from what they should be. Alters none. */
public final class TopicProvisioning {

    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);

    private TopicProvisioning() {}

    /** The result. {@code differences} has a sentence each: topic, setting, required, found. */
    public record Report(List<String> created, List<String> differences) {

        public Report {
            created = List.copyOf(created);
            differences = List.copyOf(differences);
        }
    }

    /**
     * Creates missing topics, waits until they are visible, and compares the others with the layout.
     *
     * @throws org.apache.kafka.common.KafkaException when the broker refuses or does not answer
     */
    public static Report createOrCheck(Admin admin, TopicLayout layout) {
        List<String> created = create(admin, missing(admin, layout));
        awaitVisible(admin, layout);
        return new Report(created, differences(admin, layout));
    }

    /** Compares the topics with the layout. Creates nothing; a missing topic is a difference. */
    public static Report check(Admin admin, TopicLayout layout) {
        List<String> differences = new ArrayList<>();
        missing(admin, layout).forEach(topic -> differences.add("topic '" + topic.name() + "' is missing"));
        differences.addAll(differences(admin, layout));
        return new Report(List.of(), differences);
    }

    private static List<NewTopic> missing(Admin admin, TopicLayout layout) {
        Set<String> existing = new HashSet<>(await(admin.listTopics().names()));
        return layout.topics().stream()
                .filter(topic -> !existing.contains(topic.name()))
                .toList();
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

    private static List<String> create(Admin admin, List<NewTopic> topics) {
        List<String> created = new ArrayList<>();
        admin.createTopics(topics).values().forEach((name, done) -> {
            try {
                done.get();
                created.add(name);
            } catch (ExecutionException e) {
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

    private static List<String> differences(Admin admin, TopicLayout layout) {
        Set<String> existing = new HashSet<>(await(admin.listTopics().names()));
        List<NewTopic> topics = layout.topics().stream()
                .filter(topic -> existing.contains(topic.name()))
                .toList();
        Map<String, TopicDescription> descriptions =
                await(admin.describeTopics(topics.stream().map(NewTopic::name).toList())
                        .allTopicNames());
        Map<ConfigResource, Config> configs = await(admin.describeConfigs(
                        topics.stream().map(TopicProvisioning::resource).collect(Collectors.toList()))
                .all());
        List<String> differences = new ArrayList<>();
        for (NewTopic topic : topics) {
            TopicDescription found = Objects.requireNonNull(descriptions.get(topic.name()));
            comparePartitions(topic, found.partitions().size(), differences);
            layout.replicationFactor().ifPresent(factor -> compareReplication(factor, found, differences));
            compareSettings(topic, Objects.requireNonNull(configs.get(resource(topic))), differences);
        }
        return differences;
    }

    private static void comparePartitions(NewTopic required, int found, List<String> differences) {
        if (required.numPartitions() != found) {
            differences.add(difference(required.name(), "partitions", "" + required.numPartitions(), "" + found));
        }
    }

    /** After a reassignment, a topic's partitions may differ in replication. */
    private static void compareReplication(short required, TopicDescription topic, List<String> differences) {
        List<Integer> found = topic.partitions().stream()
                .map(partition -> partition.replicas().size())
                .distinct()
                .sorted()
                .toList();
        if (!found.equals(List.of((int) required))) {
            String factors = found.stream().map(String::valueOf).collect(Collectors.joining(" or "));
            differences.add(difference(topic.name(), "replication", "" + required, factors));
        }
    }

    private static void compareSettings(NewTopic required, Config found, List<String> differences) {
        required.configs().forEach((setting, value) -> {
            ConfigEntry entry = found.get(setting);
            String actual = entry == null ? "none" : String.valueOf(entry.value());
            if (!actual.equals(value)) {
                differences.add(difference(required.name(), setting, value, actual));
            }
        });
    }

    private static String difference(String topic, String setting, String required, String found) {
        return "topic '" + topic + "': " + setting + " should be " + required + ", is " + found;
    }

    private static ConfigResource resource(NewTopic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }

    private static <T> T await(org.apache.kafka.common.KafkaFuture<T> future) {
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
