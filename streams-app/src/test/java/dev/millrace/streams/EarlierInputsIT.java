package dev.millrace.streams;

import static dev.millrace.testing.Await.until;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.fixtures.RecordedTopics;
import dev.millrace.fixtures.TestTopics;
import dev.millrace.records.Origin;
import dev.millrace.records.Prediction;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.TopicNames;
import dev.millrace.schemas.Topics;
import dev.millrace.testing.StreamsAppUnderTest;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models and inputs of the version before 0.1.0, for this version's app: it answers each as that version did. */
final class EarlierInputsIT {

    private static final TopicNames NAMES = RecordedTopics.NAMES;

    /** Sums in another order, on another processor. */
    private static final float TOLERANCE = 1e-4f;

    @TempDir
    private Path state;

    private final TestTopics installed = TestTopics.made(NAMES);
    private final Topics topics = installed.topics();

    @AfterEach
    void close() {
        installed.close();
    }

    @Test
    void answersAsTheVersionBeforeDid() {
        RecordedTopics recorded = RecordedTopics.write(
                installed,
                List.of(
                        NAMES.models(),
                        NAMES.modelAliases(),
                        NAMES.images(),
                        NAMES.reviews(),
                        NAMES.imageLabels(),
                        NAMES.reviewLabels()));
        Map<String, String> settings = new HashMap<>(installed.environment());
        settings.put("MILLRACE_STREAMS_MAX_TEXT_CHARACTERS", "10000");

        try (StreamsAppUnderTest app = new StreamsAppUnderTest(StreamsApp::run, settings, state)) {
            until(() -> isEveryInputAnswered() && isEveryLabelJoined());
            assertThat(app.hasEnded()).isFalse();
        }

        assertSamePredictions(recorded, topics.imagePredictions());
        assertSamePredictions(recorded, topics.reviewPredictions());
        assertThat(deadLetters(installed.committed(NAMES.deadLetters())))
                .containsAll(deadLetters(recorded.records(NAMES.deadLetters())));
        assertSameExamples(recorded, topics.labelledImages());
        assertSameExamples(recorded, topics.labelledReviews());
    }

    private boolean isEveryInputAnswered() {
        long answers = Stream.of(NAMES.imagePredictions(), NAMES.reviewPredictions(), NAMES.deadLetters())
                .mapToLong(topic -> installed.committed(topic).size())
                .sum();
        return answers == 10 + 9 + 15;
    }

    private boolean isEveryLabelJoined() {
        return installed.committed(NAMES.labelledImages()).size() == 4
                && installed.committed(NAMES.labelledReviews()).size() == 4;
    }

    private void assertSamePredictions(RecordedTopics recorded, Topic<String, Prediction> topic) {
        Map<Origin, Prediction> before = byInput(values(topic, recorded.records(topic.name())));
        Map<Origin, Prediction> now = byInput(values(topic, installed.committed(topic.name())));
        assertThat(now).containsOnlyKeys(before.keySet());
        before.forEach((input, prediction) -> {
            Prediction same = now.get(input);
            assertThat(same.getModel()).isEqualTo(prediction.getModel());
            assertThat(same.getLabel()).isEqualTo(prediction.getLabel());
            assertThat(same.getConfidence()).isCloseTo(prediction.getConfidence(), within(TOLERANCE));
            assertThat(same.getScores()).containsOnlyKeys(prediction.getScores().keySet());
            prediction
                    .getScores()
                    .forEach((label, score) ->
                            assertThat(same.getScores().get(label)).isCloseTo(score, within(TOLERANCE)));
        });
    }

    private <V> void assertSameExamples(RecordedTopics recorded, Topic<String, V> topic) {
        assertThat(values(topic, installed.committed(topic.name())))
                .containsExactlyInAnyOrderElementsOf(values(topic, recorded.records(topic.name())));
    }

    /**
     * Key, value, timestamp and headers of each that depends on its input alone; without the message, whose words may change. A
     * label without a record depends on the window, and the one that lacks its value was made with a smaller limit.
     */
    private static List<List<Object>> deadLetters(Collection<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .filter(record -> record.headers().lastHeader("millrace.reason") != null)
                .filter(record -> record.headers().lastHeader("millrace.omitted") == null)
                .map(EarlierInputsIT::content)
                .toList();
    }

    private static List<Object> content(ConsumerRecord<byte[], byte[]> record) {
        return List.of(
                base64(record.key()),
                base64(record.value()),
                record.timestamp(),
                StreamSupport.stream(record.headers().spliterator(), false)
                        .filter(header -> !header.key().equals("millrace.message"))
                        .map(header -> header.key() + "=" + base64(header.value()))
                        .toList());
    }

    private static String base64(byte[] bytes) {
        return bytes == null ? "none" : Base64.getEncoder().encodeToString(bytes);
    }

    private static Map<Origin, Prediction> byInput(List<Prediction> predictions) {
        return predictions.stream().collect(toMap(Prediction::getInput, Function.identity()));
    }

    private static <V> List<V> values(Topic<String, V> topic, List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> topic.valueSerde().deserializer().deserialize(topic.name(), record.value()))
                .toList();
    }
}
