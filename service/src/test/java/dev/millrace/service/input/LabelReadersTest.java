package dev.millrace.service.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.schemas.RecordValue;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.TopicNames;
import dev.millrace.service.Settings;
import dev.millrace.service.tasks.TaskCatalog;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Labels in records that Millrace did not define. */
final class LabelReadersTest {

    private final SchemaRegistry registry = SchemaRegistry.connect("http://127.0.0.1:9", Map.of(), false);

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void takesTheOnlyStringThatIsNotTheId() {
        assertThat(label(Map.of(), "{\"truth\": \"car\", \"by\": 7}")).isEqualTo("car of key");
        assertThat(label(Map.of("LABELS_ID", "no"), "{\"no\": \"a1\", \"truth\": \"car\"}"))
                .isEqualTo("car of a1");
    }

    @Test
    void readsNumbersAndTruthValuesAsLabels() {
        Map<String, String> field = Map.of("LABELS_FIELD", "truth");

        assertThat(label(field, "{\"truth\": 5}")).isEqualTo("5 of key");
        assertThat(label(field, "{\"truth\": true}")).isEqualTo("true of key");
    }

    @Test
    void readsARawValueAsTheLabel() {
        assertThat(label(Map.of("LABELS_FORMAT", "raw"), "car")).isEqualTo("car of key");
        assertThat(label(Map.of("LABELS_FORMAT", "raw"), new byte[] {(byte) 0xc3, 0x28}))
                .isEqualTo("required a label in UTF-8, got bytes that are not");
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(label(Map.of(), "{\"a\": \"x\", \"b\": \"y\"}"))
                .contains("required one string field that can be the label, got [a (string), b (string)] in JSON")
                .contains("labels.field");
        assertThat(label(Map.of(), "{\"a\": 1}")).contains("can be the label, got none in JSON");
        assertThat(label(Map.of("LABELS_FIELD", "truth"), "{\"a\": 1}"))
                .isEqualTo("required a label at 'truth', got nothing there in JSON");
        assertThat(label(Map.of("LABELS_FIELD", "truth"), "{\"truth\": [1]}"))
                .startsWith("required a label, got a value of type");
    }

    private String label(Map<String, String> settings, String value) {
        return label(settings, value.getBytes(UTF_8));
    }

    /** The label and its id, or why there is none. */
    private String label(Map<String, String> settings, byte[] value) {
        Map<String, String> environment = new HashMap<>();
        environment.put("MILLRACE_TASKS", "t");
        environment.put("MILLRACE_TASK_T_TYPE", "image");
        environment.put("MILLRACE_TASK_T_INPUT_TOPIC", "foreign");
        environment.put("MILLRACE_TASK_T_LABELS_TOPIC", "verdicts");
        settings.forEach((name, setting) -> environment.put("MILLRACE_TASK_T_" + name, setting));
        var config = TaskCatalog.from(new Settings(environment), new TopicNames(""))
                .tasks()
                .get(0)
                .labels();
        return LabelReaders.of(config, registry)
                .read(RecordValue.of(value, new RecordHeaders()))
                .fold(
                        readable -> readable.value().label().getLabel() + " of "
                                + readable.value().id().orElse("key"),
                        unreadable -> unreadable.why().message(),
                        unavailable -> unavailable.cause().toString());
    }
}
