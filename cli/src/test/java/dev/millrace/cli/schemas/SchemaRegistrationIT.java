package dev.millrace.cli.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fixtures.Installation;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.service.Settings;
import dev.millrace.service.tasks.RecordTypes;
import dev.millrace.service.tasks.TaskCatalog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemaRegistrationIT {

    private static final String FOREIGN = """
            {"type": "record", "name": "Ticket", "namespace": "com.example", "fields": [
              {"name": "body", "type": "string"}]}""".replace("\n", " ");

    private final Installation installation = new Installation();
    private final SchemaRegistry registry = installation.connection().openRegistry();
    private final String prefix = installation.connection().topicNames().prefix();
    private final StringWriter out = new StringWriter();

    @AfterEach
    void close() {
        registry.close();
        installation.close();
    }

    @Test
    void leavesTheSubjectsOfTopicsThatATaskBringsAlone() {
        int id = installation.register(prefix + "tickets.in-value", FOREIGN);

        assertThat(register(prefix + "tickets.in", prefix + "tickets.out")).isTrue();

        assertThat(out.toString())
                .contains("created '" + prefix + "tickets.out-value': Prediction")
                .doesNotContain("tickets.in")
                .doesNotContain("verdicts");
        assertThat(registry.newestSchema(prefix + "tickets.in")).contains(registry.writerSchema(id));
        assertThat(registry.newestSchema(prefix + "verdicts")).isEmpty();
    }

    @Test
    void registersTheOthersWhereASubjectRefuses() {
        installation.register(prefix + "tickets.out-value", FOREIGN);
        installation.setLevel(prefix + "tickets.out-value", "FULL");

        assertThat(register(prefix + "tickets.in", prefix + "tickets.out")).isFalse();

        assertThat(out.toString())
                .contains("REFUSED: subject '" + prefix + "tickets.out-value'")
                .contains("created '" + prefix + "models-value': ModelRecord")
                .contains("created '" + prefix + "training-runs-value': TrainingRun");
    }

    private boolean register(String input, String predictions) {
        Map<String, String> settings = Map.of(
                "MILLRACE_TASKS",
                "tickets",
                "MILLRACE_TASK_TICKETS_TYPE",
                "text",
                "MILLRACE_TASK_TICKETS_INPUT_TOPIC",
                input,
                "MILLRACE_TASK_TICKETS_LABELS_TOPIC",
                prefix + "verdicts",
                "MILLRACE_TASK_TICKETS_PREDICTIONS_TOPIC",
                predictions);
        var names = installation.connection().topicNames();
        RecordTypes types = RecordTypes.of(TaskCatalog.from(new Settings(settings), names), names);
        return new SchemaRegistration(registry, new PrintWriter(out)).of(types);
    }
}
