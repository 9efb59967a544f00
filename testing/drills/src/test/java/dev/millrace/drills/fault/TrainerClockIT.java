package dev.millrace.drills.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.CommittedRecords;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.platform.processes.ControlledProcess;
import dev.millrace.platform.processes.ControlledProcesses;
import dev.millrace.platform.processes.Ports;
import dev.millrace.platform.processes.Program;
import dev.millrace.records.Action;
import dev.millrace.records.Command;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.TopicLayout;
import dev.millrace.schemas.TopicNames;
import dev.millrace.schemas.TopicProvisioning;
import dev.millrace.testing.TestKafka;
import dev.millrace.testing.TestRegistry;
import dev.millrace.trainer.Trainer;
import dev.millrace.trainer.election.Election;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trainer in its own process, whose clock is set. */
class TrainerClockIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String NOBODY = "nobody";

    @TempDir
    private Path folder;

    private final String prefix = TestKafka.shared().newPrefix();
    private final KafkaConnection connection = new KafkaConnection(
            TestKafka.shared().bootstrapServers(),
            TestRegistry.shared().url(),
            new TopicNames(prefix),
            true,
            Map.of(),
            Map.of());

    @Test
    void rejoinsTheElectionAfterTheClockWasSetBack() throws Exception {
        try (Cluster cluster = Cluster.of(connection);
                Admin admin = cluster.admin();
                ControlledProcesses processes = ControlledProcesses.in(folder)) {
            TopicProvisioning.createOrCheck(admin, TopicLayout.local(connection.topicNames()));
            ControlledProcess trainer = processes.of(trainer());
            trainer.start();
            until(() -> !leader(admin).equals(NOBODY));
            String before = leader(admin);
            trainNow(cluster);
            until(() -> runs(cluster) == 1);

            setClock(HOUR.negated());
            until(() -> !List.of(before, NOBODY).contains(leader(admin)));
            trainNow(cluster);

            until(() -> runs(cluster) == 2);
            assertThat(trainer.stop())
                    .hasValueSatisfying(code -> assertThat(code).isIn(0, 143));
        }
    }

    private Program trainer() {
        Map<String, String> environment = new HashMap<>();
        environment.put("OMP_NUM_THREADS", "1");
        environment.put("MILLRACE_BOOTSTRAP_SERVERS", connection.bootstrapServers());
        environment.put("MILLRACE_REGISTRY_URL", connection.registryUrl());
        environment.put("MILLRACE_TOPIC_PREFIX", prefix);
        environment.put("MILLRACE_DATA_DIR", folder.resolve("data").toString());
        environment.put("MILLRACE_KAFKA_SESSION_TIMEOUT_MS", "6000");
        environment.put("MILLRACE_TRAINER_TASKS", "image");
        environment.put(
                "MILLRACE_TRAINER_OPERATIONS_PORT",
                Integer.toString(Ports.free(1).get(0)));
        return Program.ofClass(
                "trainer",
                Trainer.class,
                List.of(
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-javaagent:" + ClockAgent.writeJar(folder.resolve("clock.jar")),
                        "-D" + ClockAgent.FILE + "=" + folder.resolve("clock")),
                List.of(),
                environment,
                folder.resolve("trainer.log"));
    }

    private void setClock(Duration shift) throws Exception {
        Path whole = Files.writeString(folder.resolve("next"), Long.toString(shift.toMillis()));
        Files.move(whole, folder.resolve("clock"));
    }

    private static void trainNow(Cluster cluster) {
        Topic<String, Command> commands = cluster.topics().commands();
        try (Producer<String, Command> operator = cluster.producer(commands, PATIENCE)) {
            Command command = new Command(Action.TRAIN_NOW, "an operator", 0L, null);
            var unused = operator.send(new ProducerRecord<>(commands.name(), DefaultTasks.IMAGE.id(), command));
        }
    }

    /** Runs without examples end immediately, and are recorded. */
    private static long runs(Cluster cluster) {
        return CommittedRecords.count(cluster, cluster.topics().trainingRuns().name());
    }

    /** The member id of the trainer that has the partition. */
    private String leader(Admin admin) throws Exception {
        String group = Election.groupOf(connection, DefaultTasks.IMAGE);
        return admin.describeConsumerGroups(List.of(group)).describedGroups().get(group).get().members().stream()
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .map(MemberDescription::consumerId)
                .findFirst()
                .orElse(NOBODY);
    }

    private static void until(Callable<Boolean> holds) {
        await().dontCatchUncaughtExceptions()
                .ignoreExceptions()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(holds);
    }
}
