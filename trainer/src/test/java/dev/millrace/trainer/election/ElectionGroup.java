package dev.millrace.trainer.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.records.Action;
import dev.millrace.records.Command;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.TopicLayout;
import dev.millrace.schemas.TopicProvisioning;
import dev.millrace.schemas.Topics;
import dev.millrace.service.ConnectionSettings;
import dev.millrace.service.Settings;
import dev.millrace.testing.TestKafka;
import dev.millrace.testing.TestRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;

/** The election of one task on the real broker, with trainers that only note what they are told. */
final class ElectionGroup implements AutoCloseable {

    /** What happened, such as "anna begins". */
    final List<String> events = new CopyOnWriteArrayList<>();

    /** For each command that a term was given, whether its run is recorded. */
    final List<CompletableFuture<Void>> given = new CopyOnWriteArrayList<>();

    private final KafkaConnection connection = ConnectionSettings.from(new Settings(Map.of(
            "MILLRACE_BOOTSTRAP_SERVERS", TestKafka.shared().bootstrapServers(),
            "MILLRACE_REGISTRY_URL", TestRegistry.shared().url(),
            "MILLRACE_TOPIC_PREFIX", TestKafka.shared().newPrefix())));
    private final SchemaRegistry registry = connection.openRegistry();
    private final Topics topics = Topics.of(connection.topicNames(), registry);

    ElectionGroup() {
        try (Admin admin = connection.openAdmin()) {
            TopicProvisioning.createOrCheck(admin, TopicLayout.local(connection.topicNames()));
        }
    }

    KafkaConnection connection() {
        return connection;
    }

    String commandsTopic() {
        return topics.commands().name();
    }

    String id() {
        return Election.groupOf(connection, DefaultTasks.IMAGE);
    }

    String newest() {
        return events.isEmpty() ? "" : events.get(events.size() - 1);
    }

    /** Each term ends before another one begins. */
    void assertNeverTwo() {
        List<String> seen = List.copyOf(events);
        for (int i = 1; i < seen.size(); i += 2) {
            assertThat(seen.get(i))
                    .as(seen.toString())
                    .isEqualTo(seen.get(i - 1).replace("begins", "ends"));
            assertThat(seen.get(i)).endsWith("ends");
        }
    }

    Election start(String name) {
        return start(name, topics.commands());
    }

    /** A trainer for which the registry does not answer at first. */
    Election startWithoutRegistry(String name) {
        Topic<String, Command> commands = topics.commands();
        AtomicInteger reads = new AtomicInteger();
        Deserializer<Command> late = (topic, bytes) -> {
            if (reads.getAndIncrement() < 2) {
                throw new TimeoutException("the registry does not answer");
            }
            return commands.valueSerde().deserializer().deserialize(topic, bytes);
        };
        return start(
                name,
                new Topic<>(
                        commands.name(),
                        commands.keySerde(),
                        Serdes.serdeFrom(commands.valueSerde().serializer(), late)));
    }

    private Election start(String name, Topic<String, Command> commands) {
        return Election.start(connection, commands, DefaultTasks.IMAGE, () -> {
            events.add(name + " begins");
            return new Term(name);
        });
    }

    private final class Term implements LeadershipListener.Term {

        private final String name;

        Term(String name) {
            this.name = name;
        }

        @Override
        public CompletableFuture<Void> trainNow(String by) {
            return given("trains");
        }

        @Override
        public CompletableFuture<Void> publish(String version, String by) {
            return given("judges " + version);
        }

        private CompletableFuture<Void> given(String what) {
            events.add(name + " " + what);
            given.add(new CompletableFuture<>());
            return given.get(given.size() - 1);
        }

        @Override
        public boolean isOver() {
            return false;
        }

        @Override
        public void close() {
            events.add(name + " ends");
        }
    }

    void trainNow() {
        send(new Command(Action.TRAIN_NOW, "an operator", 0L, null));
    }

    void publish(String version) {
        send(new Command(Action.PUBLISH, "an operator", 0L, version));
    }

    private void send(Command command) {
        try (KafkaProducer<String, Command> operator = new KafkaProducer<>(
                connection.properties(),
                new StringSerializer(),
                topics.commands().valueSerde().serializer())) {
            var unused =
                    operator.send(new ProducerRecord<>(topics.commands().name(), DefaultTasks.IMAGE.id(), command));
        }
    }

    /** The group's committed offset; 0 if there is none. */
    long committed() throws Exception {
        try (Admin admin = connection.openAdmin()) {
            return admin.listConsumerGroupOffsets(id()).partitionsToOffsetAndMetadata().get().values().stream()
                    .flatMap(Stream::ofNullable)
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        }
    }

    /** Both are in the group, and one of them has begun a term since the second one joined. */
    boolean isSettledBetweenTwo() throws Exception {
        return isStable(2) && newest().endsWith("begins");
    }

    /** Whether it has so many members and is not about to rebalance. */
    boolean isStable(int members) throws Exception {
        ConsumerGroupDescription now = description();
        return now.members().size() == members && now.groupState() == GroupState.STABLE;
    }

    private ConsumerGroupDescription description() throws Exception {
        try (Admin admin = connection.openAdmin()) {
            return admin.describeConsumerGroups(List.of(id()))
                    .describedGroups()
                    .get(id())
                    .get();
        }
    }

    /** The member id of the trainer that has the partition. */
    String leader() throws Exception {
        return description().members().stream()
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .map(MemberDescription::consumerId)
                .findFirst()
                .orElse("nobody");
    }

    static void until(Callable<Boolean> holds) {
        await().dontCatchUncaughtExceptions().atMost(Duration.ofMinutes(2)).until(holds);
    }

    @Override
    public void close() {
        registry.close();
    }
}
