package dev.millrace.cli;

import static dev.millrace.testing.Await.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.fixtures.RecordedTopics;
import dev.millrace.fixtures.TestTopics;
import dev.millrace.records.Origin;
import dev.millrace.schemas.RecordCoordinates;
import dev.millrace.schemas.TopicNames;
import dev.millrace.schemas.deadletter.ReplayHeaders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Topics as the version before 0.1.0 left them, for this version's command: dead letters, predictions, models. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EarlierDeadLettersIT {

    private static final TopicNames NAMES = RecordedTopics.NAMES;

    private final TestTopics installed = TestTopics.made(NAMES);
    private final RecordedTopics recorded = RecordedTopics.write(installed, RecordedTopics.all());
    private final Terminal terminal = Terminal.on(installed.connection());

    @AfterAll
    void close() {
        installed.close();
    }

    @Test
    void listsEveryDeadLetter() throws IOException {
        Map<String, JsonNode> listed = millrace("dead-letters", "list", "--json")
                .collect(toMap(object -> place(object.get("letter")), Function.identity()));

        assertThat(listed)
                .hasSize(15)
                .containsOnlyKeys(deadLetters().map(EarlierDeadLettersIT::place).toList());
        deadLetters().forEach(deadLetter -> assertSameFacts(listed.get(place(deadLetter)), deadLetter));
        ConsumerRecord<byte[], byte[]> note = recorded.records(NAMES.deadLetters()).stream()
                .filter(record -> header(record, "millrace.replayed") != null)
                .findFirst()
                .orElseThrow();
        assertThat(place(listed.get(header(note, "millrace.replayed")).get("replayed")))
                .isEqualTo(header(note, "millrace.replayed-as"));
    }

    @Test
    void showsEveryDeadLetterWithAllThatItsRecordHad() throws IOException {
        for (ConsumerRecord<byte[], byte[]> deadLetter : deadLetters().toList()) {
            JsonNode shown = millrace("dead-letters", "show", place(deadLetter), "--json")
                    .findFirst()
                    .orElseThrow();
            ConsumerRecord<byte[], byte[]> original = original(deadLetter);
            assertThat(shown.get("keyBytes").binaryValue()).isEqualTo(original.key());
            assertThat(shown.get("value").binaryValue()).isEqualTo(original.value());
            assertThat(texts(shown.get("headers"))).isEqualTo(texts(original.headers()));
        }
    }

    @Test
    void replaysEveryDeadLetterThatWasNotReplayedBefore() throws IOException {
        terminal.clear();
        assertThat(terminal.millrace("dead-letters", "replay", "--all")).isZero();
        assertThat(terminal.said()).contains("14 sent again, 1 skipped");

        until(() -> replays().size() == 15);
        Map<RecordCoordinates, ConsumerRecord<byte[], byte[]>> replays = replays();
        deadLetters().forEach(deadLetter -> {
            ConsumerRecord<byte[], byte[]> original = original(deadLetter);
            ConsumerRecord<byte[], byte[]> replay = replays.get(RecordCoordinates.of(original));
            assertThat(replay.topic()).isEqualTo(original.topic());
            assertThat(replay.partition()).isEqualTo(original.partition());
            assertThat(replay.key()).isEqualTo(original.key());
            assertThat(replay.value()).isEqualTo(original.value());
            assertThat(texts(replay.headers())
                            .subList(0, texts(original.headers()).size()))
                    .isEqualTo(texts(original.headers()));
            assertThat(ReplayHeaders.read(replay.headers()).map(Origin::getTimestamp))
                    .hasValue(original.timestamp());
        });
    }

    @Test
    void printsPredictionsAndModels() throws IOException {
        assertThat(millrace("predictions", "tail", "--from-beginning", "--limit", "19", "--json"))
                .hasSize(19)
                .allSatisfy(prediction -> assertThat(
                                prediction.get("model").get("version").textValue())
                        .startsWith(
                                prediction.get("model").get("task").textValue().equals("image")
                                        ? "000002-"
                                        : "000004-"));

        terminal.clear();
        assertThat(terminal.millrace("models", "show", "image")).isZero();
        assertThat(terminal.said()).contains("000002-", "confuses léopards", "lumière");
    }

    private static void assertSameFacts(JsonNode object, ConsumerRecord<byte[], byte[]> deadLetter) {
        for (String fact : List.of("reason", "stage", "message", "model", "omitted")) {
            assertThat(object.get(fact).textValue()).as(fact).isEqualTo(header(deadLetter, "millrace." + fact));
        }
        for (String fact : List.of("topic", "partition", "offset", "timestamp")) {
            assertThat(object.get("input").get(fact).asText())
                    .as(fact)
                    .isEqualTo(header(deadLetter, "millrace." + fact));
        }
    }

    private Stream<JsonNode> millrace(String... arguments) throws IOException {
        terminal.clear();
        assertThat(terminal.millrace(arguments)).as(terminal.complained()).isZero();
        List<JsonNode> objects = new ArrayList<>();
        for (String line : terminal.said().lines().toList()) {
            objects.add(new ObjectMapper().readTree(line));
        }
        return objects.stream();
    }

    /** Without the notes on replays. */
    private Stream<ConsumerRecord<byte[], byte[]>> deadLetters() {
        return recorded.records(NAMES.deadLetters()).stream()
                .filter(record -> record.headers().lastHeader("millrace.reason") != null);
    }

    private ConsumerRecord<byte[], byte[]> original(ConsumerRecord<byte[], byte[]> deadLetter) {
        String place = header(deadLetter, "millrace.partition") + ":" + header(deadLetter, "millrace.offset");
        return recorded.records(header(deadLetter, "millrace.topic")).stream()
                .filter(record -> place(record).equals(place))
                .findFirst()
                .orElseThrow();
    }

    /** By the coordinates of the first record. A broker shows them a moment after it has acknowledged them. */
    private Map<RecordCoordinates, ConsumerRecord<byte[], byte[]>> replays() {
        return Stream.of(NAMES.images(), NAMES.reviews(), NAMES.imageLabels(), NAMES.reviewLabels())
                .flatMap(topic -> installed.committed(topic).stream())
                .filter(record -> ReplayHeaders.read(record.headers()).isPresent())
                .collect(toMap(record -> replayOf(record.headers()), Function.identity()));
    }

    private static RecordCoordinates replayOf(Headers headers) {
        Origin first = ReplayHeaders.read(headers).orElseThrow();
        return new RecordCoordinates(first.getTopic(), first.getPartition(), first.getOffset());
    }

    private static String place(ConsumerRecord<byte[], byte[]> record) {
        return record.partition() + ":" + record.offset();
    }

    private static String place(JsonNode coordinates) {
        return coordinates.get("partition").asText() + ":"
                + coordinates.get("offset").asText();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(header -> new String(header.value(), UTF_8))
                .orElse(null);
    }

    private static List<String> texts(Headers headers) {
        return StreamSupport.stream(headers.spliterator(), false)
                .map(header -> text(header.key(), header.value()))
                .toList();
    }

    private static List<String> texts(JsonNode headers) throws IOException {
        List<String> texts = new ArrayList<>();
        for (JsonNode header : headers) {
            texts.add(text(header.get("name").textValue(), header.get("value").binaryValue()));
        }
        return texts;
    }

    private static String text(String name, byte[] value) {
        return name + "=" + Base64.getEncoder().encodeToString(value);
    }
}
