package dev.millrace.service.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.spec.TaskType;
import dev.millrace.schemas.MalformedRecordException;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.TopicNames;
import dev.millrace.schemas.fields.FieldsReader;
import dev.millrace.schemas.fields.RecordFields;
import dev.millrace.schemas.fields.RecordFormat;
import dev.millrace.service.Settings;
import dev.millrace.service.tasks.InputConfig;
import dev.millrace.service.tasks.TaskCatalog;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InputContentTest {

    private final SchemaRegistry registry = SchemaRegistry.connect("http://127.0.0.1:9", Map.of(), false);

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void takesTheOnlyStringOfAJsonObjectAsTheText() {
        assertThat(text(Map.of(), "{\"number\": 7, \"body\": \"broken\"}")).isEqualTo("broken");
    }

    @Test
    void leavesOutTheFieldsThatHoldLabelAndId() {
        assertThat(text(Map.of("INPUT_LABEL", "kind", "ID", "no"), "{\"no\": \"1\", \"kind\": \"x\", \"body\": \"b\"}"))
                .isEqualTo("b");
    }

    @Test
    void listsTheCandidatesWhereThereAreSeveral() {
        assertThatThrownBy(() -> text(Map.of(), "{\"title\": \"a\", \"body\": \"b\"}"))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("got 2: title (string), body (string)")
                .hasMessageContaining("input.content");
    }

    @Test
    void readsRawBytesAsTextAndRefusesWhatIsNotUtf8() {
        assertThat(text(Map.of(), "plain words")).isEqualTo("plain words");
        assertThatThrownBy(() -> text(Map.of(), new byte[] {(byte) 0xc3, 0x28}))
                .hasMessageContaining("required text in UTF-8");
    }

    @Test
    void readsAnImageFromBase64InAStringOfEitherAlphabetAndFromADataUrl() {
        byte[] bytes = {(byte) 0xfb, (byte) 0xff, 1, 2};

        assertThat(image(Map.of(), "{\"photo\": \"+/8BAg==\"}")).containsExactly(bytes);
        assertThat(image(Map.of(), "{\"photo\": \"-_8BAg\"}")).containsExactly(bytes);
        assertThat(image(Map.of(), "{\"photo\": \"data:image/png;base64,+/8BAg==\"}"))
                .containsExactly(bytes);
    }

    @Test
    void saysWhatAnObjectHasWhereItsPathLeadsNowhere() {
        assertThatThrownBy(() -> image(Map.of("INPUT_CONTENT", "payload.photo"), "{\"payload\": {\"picture\": \"x\"}}"))
                .hasMessageContaining("required an image at 'payload.photo', got nothing there")
                .hasMessageContaining("payload.picture (string)");
    }

    @Test
    void refusesJsonThatIsNoObjectOrTooDeepOrHasMoreBehindIt() {
        Map<String, String> json = Map.of("INPUT_FORMAT", "json");

        assertThatThrownBy(() -> text(json, "[1]")).hasMessageContaining("required a JSON object, got ARRAY");
        assertThatThrownBy(() -> text(json, "{\"a\":".repeat(100) + "1" + "}".repeat(100)))
                .isInstanceOf(MalformedRecordException.class);
        assertThatThrownBy(() -> text(json, "{\"a\": \"b\"} {}")).isInstanceOf(MalformedRecordException.class);
        assertThatThrownBy(() -> text(json, "{\"a\": \"b\", \"a\": \"c\"}"))
                .isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void readsBase64InRawBytesWhereItIsConfigured() {
        Map<String, String> base64 = Map.of("INPUT_FORMAT", "raw", "INPUT_ENCODING", "base64");

        assertThat(image(base64, "AQID")).containsExactly(1, 2, 3);
        assertThat(text(base64, "d29yZHM=")).isEqualTo("words");
        assertThat(text(Map.of("INPUT_ENCODING", "base64"), "{\"body\": \"d29yZHM=\"}"))
                .isEqualTo("words");
        assertThat(image(Map.of("INPUT_FORMAT", "raw", "INPUT_ENCODING", "bytes"), "AQID"))
                .containsExactly("AQID".getBytes(UTF_8));
        assertThatThrownBy(() -> image(base64, "A")).hasMessageContaining("required base64, got text that is not");
    }

    @Test
    void saysWhichTypeItRequiredAndWhichCame() {
        Map<String, String> path = Map.of("INPUT_CONTENT", "body");

        assertThatThrownBy(() -> text(path, "{\"body\": 7}"))
                .hasMessage("required a string at 'body', got a value of type number or boolean");
        assertThatThrownBy(() -> image(path, "{\"body\": [1]}"))
                .hasMessageContaining("required bytes or base64 in a string at 'body', got a value of type");
        assertThatThrownBy(
                        () -> image(Map.of("INPUT_CONTENT", "body", "INPUT_ENCODING", "bytes"), "{\"body\": \"AQID\"}"))
                .hasMessage("required bytes at 'body', got a value of type string");
    }

    @Test
    void listsTheFieldsWhereNoneCanBeTheContent() {
        assertThatThrownBy(() -> image(Map.of(), "{\"number\": 7}"))
                .hasMessageContaining("required one field that can be an image, got none in JSON, which has number");
        assertThatThrownBy(() -> text(Map.of(), "{}"))
                .hasMessageContaining("required one field that can be a text, got none in JSON, which has no fields");
    }

    private String text(Map<String, String> settings, String value) {
        return text(settings, value.getBytes(UTF_8));
    }

    private String text(Map<String, String> settings, byte[] value) {
        InputConfig config = config("text", settings);
        return new InputContent(config, TaskType.TEXT).text(read(config, value));
    }

    private byte[] image(Map<String, String> settings, String value) {
        InputConfig config = config("image", settings);
        EncodedImage image = new InputContent(config, TaskType.IMAGE).image(read(config, value.getBytes(UTF_8)));
        byte[] bytes = new byte[image.content().remaining()];
        image.content().duplicate().get(bytes);
        return bytes;
    }

    private RecordFields read(InputConfig config, byte[] value) {
        RecordFormat format = config.format();
        return new FieldsReader(registry, format).read(value);
    }

    private static InputConfig config(String type, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>();
        environment.put("MILLRACE_TASKS", "t");
        environment.put("MILLRACE_TASK_T_TYPE", type);
        environment.put("MILLRACE_TASK_T_INPUT_TOPIC", "foreign");
        settings.forEach((name, value) -> environment.put("MILLRACE_TASK_T_" + name, value));
        return TaskCatalog.from(new Settings(environment), new TopicNames(""))
                .tasks()
                .get(0)
                .input();
    }
}
