package dev.millrace.cli.tasks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.fixtures.Installation;
import dev.millrace.service.Settings;
import dev.millrace.service.tasks.TaskCatalog;
import dev.millrace.service.tasks.TaskConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskCheckIT {

    private static final String TWO_STRINGS = """
            {"type": "record", "name": "Ticket", "namespace": "com.example", "fields": [
              {"name": "title", "type": "string"}, {"name": "body", "type": "string"}]}""".replace("\n", " ");

    private final Installation installation = new Installation();
    private final String tickets = installation.connection().topicNames().prefix() + "support.tickets";
    private final String verdicts = installation.connection().topicNames().prefix() + "verdicts";
    private final StringWriter out = new StringWriter();

    @BeforeEach
    void makeTopics() throws Exception {
        try (Admin admin = installation.admin()) {
            admin.createTopics(List.of(new NewTopic(tickets, 2, (short) 1), new NewTopic(verdicts, 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void showsWhatItUnderstandsOfEachRecord() throws Exception {
        installation.sendBytes(tickets, "t1", "{\"no\": 1, \"body\": \"printer is broken\"}".getBytes(UTF_8));
        installation.sendBytes(verdicts, "t1", "hardware".getBytes(UTF_8));
        installation.flush();
        Set<String> before = topics();

        assertThat(check(Map.of("INPUT_CONTENT", "body"))).isTrue();

        assertThat(out.toString())
                .contains(tickets + ": 1 newest records")
                .contains("id t1, label none, 3 words: printer is broken")
                .contains("id t1, label 'hardware'");
        assertThat(topics()).isEqualTo(before);
    }

    @Test
    void saysWhatWasExpectedAndFoundOfARecordThatItDoesNotUnderstand() {
        installation.sendBytes(tickets, "t1", "{\"title\": \"a\", \"body\": \"b\"}".getBytes(UTF_8));
        installation.sendBytes(tickets, "t2", new byte[] {0, 0, 0, 0, 99, 1});
        installation.sendBytes(verdicts, "t1", "paper".getBytes(UTF_8));
        installation.flush();

        assertThat(check(Map.of("LABELS_ALLOWED", "hardware,software"))).isFalse();

        assertThat(out.toString())
                .contains("NOT UNDERSTOOD: required one field that can be a text, got 2: title (string), body (string)")
                .contains("NOT UNDERSTOOD: the registry does not know schema id 99")
                .contains("NOT UNDERSTOOD: 'paper' is none of labels.allowed [hardware, software]");
    }

    @Test
    void comparesPathsWithTheSchemaOfTheTopic() {
        installation.register(tickets + "-value", TWO_STRINGS);

        assertThat(check(Map.of("INPUT_CONTENT", "text"))).isFalse();
        assertThat(out.toString())
                .contains("task.tickets.input.content='text': required a field of the records of topic '" + tickets)
                .contains("which have title (string), body (string)");
    }

    @Test
    void namesATopicThatIsMissing() {
        assertThat(check(Map.of("INPUT_TOPIC", "nowhere"))).isFalse();
        assertThat(out.toString()).contains("task.tickets.input.topic='nowhere': required a topic that exists");
    }

    private boolean check(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>();
        environment.put("MILLRACE_TASKS", "tickets");
        environment.put("MILLRACE_TASK_TICKETS_TYPE", "text");
        environment.put("MILLRACE_TASK_TICKETS_INPUT_TOPIC", tickets);
        environment.put("MILLRACE_TASK_TICKETS_LABELS_TOPIC", verdicts);
        more.forEach((name, value) -> environment.put("MILLRACE_TASK_TICKETS_" + name, value));
        TaskConfig task = TaskCatalog.from(
                        new Settings(environment), installation.connection().topicNames())
                .tasks()
                .get(0);
        try (Cluster cluster = Cluster.of(installation.connection())) {
            return new TaskCheck(cluster, task, new PrintWriter(out)).run(20);
        }
    }

    /** The topics of this test alone; others run on the same broker. */
    private Set<String> topics() throws Exception {
        String prefix = installation.connection().topicNames().prefix();
        try (Admin admin = installation.admin()) {
            return admin.listTopics().names().get().stream()
                    .filter(name -> name.startsWith(prefix))
                    .collect(Collectors.toSet());
        }
    }
}
