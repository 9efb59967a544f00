package dev.millrace.trainer.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.records.Action;
import dev.millrace.records.Command;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.TopicLayout;
import dev.millrace.schemas.TopicProvisioning;
import dev.millrace.schemas.Topics;
import dev.millrace.service.ConnectionSettings;
import dev.millrace.service.Settings;
import dev.millrace.testing.TestKafka;
import dev.millrace.testing.TestRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ElectionIT {

    private final KafkaConnection connection = ConnectionSettings.from(new Settings(Map.of(
            "MILLRACE_BOOTSTRAP_SERVERS", TestKafka.shared().bootstrapServers(),
            "MILLRACE_REGISTRY_URL", TestRegistry.shared().url(),
            "MILLRACE_TOPIC_PREFIX", TestKafka.shared().newPrefix())));
    private final SchemaRegistry registry = connection.openRegistry();
    private final Topics topics = Topics.of(connection.topicNames(), registry);
    private final List<String> events = new CopyOnWriteArrayList<>();

    /** For each command that a term was given, whether its run is recorded. */
    private final List<CompletableFuture<Void>> given = new CopyOnWriteArrayList<>();

    @BeforeEach
    void makeTopics() {
        try (Admin admin = connection.openAdmin()) {
            TopicProvisioning.createOrCheck(admin, TopicLayout.local(connection.topicNames()));
        }
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void leadsAgainAsANewMemberAfterItRejoins() throws Exception {
        try (Election election = start("anna")) {
            until(() -> events.contains("anna begins"));
            String before = leader();

            election.rejoin();

            until(() -> events.equals(List.of("anna begins", "anna ends", "anna begins")));
            assertThat(leader()).isNotEqualTo(before);
            trainNow();
            until(() -> events.contains("anna trains"));
            assertThat(election.trouble()).isEmpty();
        }
    }

    @Test
    void aRivalBeginsItsTermOnlyAfterTheLeaderHasEndedIts() {
        try (Election election = start("anna")) {
            until(() -> events.contains("anna begins"));
            try (Election rival = start("bert")) {
                until(this::isSettledBetweenTwo);

                Election active = newest().startsWith("anna") ? election : rival;
                int before = events.size();
                active.rejoin();

                until(() -> events.size() >= before + 2);
                until(this::isSettledBetweenTwo);
                assertNeverTwo();
            }
        }
    }

    @Test
    void aSuccessorCarriesOutWhatTheLeaderHasNotRecorded() {
        try (Election election = start("anna")) {
            until(() -> events.contains("anna begins"));
            trainNow();
            publish("one");
            publish("two");
            until(() -> given.size() == 3);
            given.get(0).complete(null);
            given.get(2).complete(null);
            assertThat(election.trouble()).isEmpty();
        }

        try (Election successor = start("bert")) {
            until(() -> events.size() == 8);
            assertThat(events.subList(4, 8))
                    .containsExactly("anna ends", "bert begins", "bert judges one", "bert judges two");
            given.get(3).complete(null);
            given.get(4).complete(null);
            assertThat(successor.trouble()).isEmpty();
        }

        try (Election third = start("carl")) {
            until(() -> events.contains("carl begins"));
            publish("three");
            until(() -> given.size() == 6);
            assertThat(newest()).isEqualTo("carl judges three");
            assertThat(third.trouble()).isEmpty();
        }
    }

    @Test
    void commitsACommandSoonAfterItsRunIsRecorded() throws Exception {
        try (Election election = start("anna")) {
            trainNow();
            until(() -> given.size() == 1);
            assertThat(committed()).isZero();

            given.get(0).complete(null);

            until(() -> committed() == 1);
            assertThat(election.trouble()).isEmpty();
        }
    }

    @Test
    void standbysThatComeAndGoDoNotDisturbTheLeader() {
        try (Election election = start("anna")) {
            until(() -> events.contains("anna begins"));

            for (int standby = 1; standby <= 3; standby++) {
                try (Election other = start("standby")) {
                    until(this::isStableWithTwo);
                    assertThat(other.trouble()).isEmpty();
                }
                until(() -> group().members().size() == 1 && group().groupState() == GroupState.STABLE);
            }

            assertThat(events).containsExactly("anna begins");
            assertThat(election.trouble()).isEmpty();
        }
    }

    /** Trainers of 0.1 use Kafka's default assignors, whose first one is eager. */
    @Test
    void sharesAGroupWithTrainersOfAnEarlierRelease() {
        EarlierTrainer earlier = new EarlierTrainer();
        until(() -> newest().equals("earlier begins"));
        try (Election election = start("anna")) {
            until(this::isSettledBetweenTwo);
            assertNeverTwo();

            earlier.close();

            until(() -> newest().equals("anna begins"));
            assertNeverTwo();
            int before = events.size();
            try (EarlierTrainer another = new EarlierTrainer()) {
                until(this::isStableWithTwo);
                assertThat(another.isRunning()).isTrue();
                assertThat(election.trouble()).isEmpty();
            }
            assertThat(events).hasSize(before);
        } finally {
            earlier.close();
        }
    }

    /** A member of the group as 0.1 makes it, on a thread of its own. */
    private final class EarlierTrainer implements AutoCloseable, ConsumerRebalanceListener {

        private final CompletableFuture<Void> closing = new CompletableFuture<>();
        private final CompletableFuture<Void> ended = CompletableFuture.runAsync(this::run);

        private void run() {
            Map<String, Object> properties = new HashMap<>(connection.properties());
            properties.put("group.id", Election.groupOf(connection, DefaultTasks.IMAGE));
            properties.put("enable.auto.commit", false);
            properties.put("auto.offset.reset", "earliest");
            try (KafkaConsumer<String, byte[]> consumer =
                    new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
                consumer.subscribe(List.of(topics.commands().name()), this);
                while (!closing.isDone()) {
                    var unused = consumer.poll(Duration.ofMillis(100));
                }
            }
        }

        boolean isRunning() {
            return !ended.isDone();
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                events.add("earlier begins");
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                events.add("earlier ends");
            }
        }

        @Override
        public void close() {
            closing.complete(null);
            ended.join();
        }
    }

    private boolean isStableWithTwo() throws Exception {
        ConsumerGroupDescription now = group();
        return now.members().size() == 2 && now.groupState() == GroupState.STABLE;
    }

    private String newest() {
        return events.isEmpty() ? "" : events.get(events.size() - 1);
    }

    /** Each term ends before another one begins. */
    private void assertNeverTwo() {
        List<String> seen = List.copyOf(events);
        for (int i = 1; i < seen.size(); i += 2) {
            assertThat(seen.get(i))
                    .as(seen.toString())
                    .isEqualTo(seen.get(i - 1).replace("begins", "ends"));
            assertThat(seen.get(i)).endsWith("ends");
        }
    }

    private Election start(String name) {
        return Election.start(connection, topics.commands(), DefaultTasks.IMAGE, () -> {
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

    private void trainNow() {
        send(new Command(Action.TRAIN_NOW, "an operator", 0L, null));
    }

    private void publish(String version) {
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
    private long committed() throws Exception {
        String group = Election.groupOf(connection, DefaultTasks.IMAGE);
        try (Admin admin = connection.openAdmin()) {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
                    .flatMap(Stream::ofNullable)
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        }
    }

    /** Both are in the group, and one of them has begun a term since the second one joined. */
    private boolean isSettledBetweenTwo() throws Exception {
        ConsumerGroupDescription now = group();
        return now.members().size() == 2 && now.groupState() == GroupState.STABLE && newest().endsWith("begins");
    }

    private ConsumerGroupDescription group() throws Exception {
        String group = Election.groupOf(connection, DefaultTasks.IMAGE);
        try (Admin admin = connection.openAdmin()) {
            return admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get();
        }
    }

    /** The member id of the trainer that has the partition. */
    private String leader() throws Exception {
        return group().members().stream()
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .map(MemberDescription::consumerId)
                .findFirst()
                .orElse("nobody");
    }

    private static void until(Callable<Boolean> holds) {
        await().dontCatchUncaughtExceptions().atMost(Duration.ofMinutes(2)).until(holds);
    }
}
