package dev.millrace.streams;

import static dev.millrace.testing.Await.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fixtures.Artifacts;
import dev.millrace.fixtures.Installation;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import dev.millrace.testing.StreamsAppUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that come and go while the app runs, because its settings file changes. */
class TaskReloadIT {

    private static final Task TICKETS = new Task("tickets", TaskType.TEXT);
    private static final Task MAILS = new Task("mails", TaskType.TEXT);

    @TempDir
    private Path folder;

    private final Installation installation = new Installation();
    private final String prefix = installation.connection().topicNames().prefix();
    private StreamsAppUnderTest app;

    @BeforeEach
    void startWithTicketsAlone() throws Exception {
        try (Admin admin = installation.admin()) {
            List<NewTopic> topics = List.of("tickets", "tickets-truth", "mails", "mails-truth").stream()
                    .map(name -> new NewTopic(prefix + name, 2, (short) 1))
                    .toList();
            admin.createTopics(topics).all().get();
        }
        configure(List.of("tickets"));
        Map<String, String> environment = new HashMap<>(installation.environment());
        environment.put("MILLRACE_CONFIG", file().toString());
        app = new StreamsAppUnderTest(StreamsApp::run, environment, folder.resolve("state"));
        until(() -> app.get("/health/ready").contains("no tickets model yet"));
        installation.publish(TICKETS, "000001-aaaaaaaa", Artifacts.review(1));
        until(() -> app.get("/health/ready").startsWith("200"));
    }

    @AfterEach
    void close() {
        app.close();
        installation.close();
    }

    @Test
    void addsAndRemovesATaskWhileAnotherGoesOn() throws IOException {
        try (TicketFlow flow = new TicketFlow(installation, prefix)) {
            until(() -> flow.answered() >= 50);
            flow.forgetGaps();
            double rebalances = rebalances("tickets");

            addMails();
            removeMails();

            flow.stop();
            until(() -> flow.answered() == flow.sent());
            assertThat(flow.answeredTwice()).isEmpty();
            assertThat(flow.longestGapMillis()).isLessThan(3_000);
            assertThat(rebalances("tickets")).isEqualTo(rebalances).isPositive();
        }
        assertThat(count("mails-predictions")).isEqualTo(1);
        configure(List.of("tickets", "mails"));
        until(() -> count("mails-predictions") == 2);
        assertThat(app.hasEnded()).isFalse();
    }

    private void addMails() throws IOException {
        configure(List.of("tickets", "mails"));
        until(() -> app.get("/health/ready/mails").contains("no mails model yet"));
        send("mails", "m1", "a good mail");
        send("mails-truth", "m1", "pos");
        installation.publish(MAILS, "000001-bbbbbbbb", Artifacts.review(2));
        until(() -> count("mails-predictions") == 1);
        until(() -> count("labelled-mails") == 1);
        assertThat(app.get("/health/ready")).startsWith("200");
        assertThat(app.get("/metrics")).contains("task=\"mails\"").contains("client=\"mails-labels\"");
    }

    private void removeMails() throws IOException {
        configure(List.of("tickets"));
        until(() -> app.get("/health/ready/mails").startsWith("404"));
        until(() -> app.get("/metrics").lines().noneMatch(line -> line.contains("mails")));
        send("mails", "m2", "comes while nobody reads it");
    }

    @Test
    void refusesAFileWithErrorsWholeAndGoesOn() throws IOException {
        configure(List.of("tickets", "mails"), "task.mails.labels.format=xml");

        until(() -> app.get("/health/ready").contains("the changed settings file is refused"));

        assertThat(app.get("/health/ready"))
                .startsWith("200")
                .contains("millrace.properties:12: task.mails.labels.format='xml': required auto, avro, json or raw");
        assertThat(app.get("/health/ready/mails")).startsWith("404");
        send("tickets", "t1", "goes on");
        until(() -> count("tickets-predictions") == 1);

        Files.writeString(file(), "");
        until(() -> app.get("/health/ready").contains("required at least one of the running tasks [tickets]"));
        send("tickets", "t2", "goes on");
        until(() -> count("tickets-predictions") == 2);

        configure(List.of("tickets", "mails"));
        until(() -> app.get("/health/ready/mails").contains("no mails model yet"));
        assertThat(app.get("/health/ready")).contains("\"notes\":[]");
    }

    @Test
    void saysWhatTakesEffectAfterARestartAndAddsTheTask() throws IOException {
        configure(
                List.of("tickets", "mails"),
                "streams.batch-size=7",
                "task.tickets.labels.allowed=pos",
                "task.tickets.trainer.epochs=3");

        until(() -> app.get("/health/ready/mails").contains("no mails model yet"));

        until(() -> app.get("/health/ready").contains("streams.batch-size takes effect after a restart"));
        assertThat(app.get("/health/ready"))
                .contains("task.tickets.labels.allowed takes effect after a restart")
                .doesNotContain("task.tickets.trainer.epochs")
                .doesNotContain("task.mails");
        send("tickets", "t1", "whose label is not allowed after the restart");
        send("tickets-truth", "t1", "neg");
        until(() -> count("labelled-tickets") == 1);
    }

    private Path file() {
        return folder.resolve("millrace.properties");
    }

    private void configure(List<String> tasks, String... more) throws IOException {
        StringBuilder settings = new StringBuilder("tasks=" + String.join(",", tasks) + "\n");
        for (String task : tasks) {
            settings.append("""
                    task.%1$s.type=text
                    task.%1$s.input.topic=%2$s%1$s
                    task.%1$s.input.format=raw
                    task.%1$s.labels.topic=%2$s%1$s-truth
                    """.formatted(task, prefix));
            if (!Set.of(more).contains("task." + task + ".labels.format=xml")) {
                settings.append("task.%1$s.labels.format=raw\n".formatted(task));
            }
        }
        settings.append(more.length == 0 ? "" : "\n" + String.join("\n", more) + "\n");
        Files.writeString(file(), settings);
    }

    private void send(String topic, String key, String value) {
        installation.sendBytes(prefix + topic, key, value.getBytes(UTF_8));
        installation.flush();
    }

    private int count(String topic) {
        return new HashSet<>(installation.committed(prefix + topic)).size();
    }

    /** How often the client's consumers have rebalanced. */
    private double rebalances(String client) {
        return app.get("/metrics")
                .lines()
                .filter(line -> line.startsWith("kafka_consumer_coordinator_rebalance_total"))
                .filter(line -> line.contains("client=\"" + client + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
