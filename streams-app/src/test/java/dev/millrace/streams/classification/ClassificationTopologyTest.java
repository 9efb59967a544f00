package dev.millrace.streams.classification;

import static dev.millrace.fixtures.RegistrylessTopics.bytes;
import static dev.millrace.fixtures.RegistrylessTopics.review;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.fixtures.RegistrylessTopics;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.records.Origin;
import dev.millrace.records.Prediction;
import dev.millrace.schemas.RecordValue;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.deadletter.DeadLetterHeaders;
import dev.millrace.schemas.deadletter.ReplayHeaders;
import dev.millrace.streams.hotswap.CurrentModel;
import dev.millrace.streams.testing.FakeModel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClassificationTopologyTest {

    private final Topics topics = RegistrylessTopics.topics();
    private final CurrentModel<String> current = new CurrentModel<>();
    private final FakeModel model = FakeModel.tiny();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ClassificationFlow<String> flow = TestFlows.reviews(topics);
    private final ClassificationDependencies<String> parts = ClassificationDependencies.of(
            flow,
            current,
            new ClassificationDependencies.Limits(64, Duration.ofMinutes(5), 10_000, 20_000),
            new ClassificationMetrics(meters, DefaultTasks.REVIEW));
    private final TopologyTestDriver driver =
            new TopologyTestDriver(ClassificationTopology.build(flow, parts), new Properties());
    private final TestInputTopic<byte[], byte[]> reviews =
            driver.createInputTopic("reviews", new ByteArraySerializer(), new ByteArraySerializer());
    private final TestOutputTopic<String, Prediction> predictions = driver.createOutputTopic(
            "review-predictions",
            topics.reviewPredictions().keySerde().deserializer(),
            topics.reviewPredictions().valueSerde().deserializer());
    private final TestOutputTopic<byte[], byte[]> deadLetters =
            driver.createOutputTopic("dead-letters", new ByteArrayDeserializer(), new ByteArrayDeserializer());

    @BeforeEach
    void serve() {
        var unused = current.install(model.as("000001-aaaaaaaa"));
    }

    @AfterEach
    void close() {
        driver.close();
        parts.stages().close();
        assertThat(model.openClassifiers()).isZero();
    }

    @Test
    void namesModelAndInputOnAPredictionAndKeepsKeyTimeAndHeaders() {
        reviews.pipeInput(record("r1", review("good film"), 1_234L, "trace"));

        TestRecord<String, Prediction> out = predictions.readRecord();
        assertThat(out.key()).isEqualTo("r1");
        assertThat(out.timestamp()).isEqualTo(1_234L);
        assertThat(out.headers().lastHeader("trace").value()).isEqualTo(bytes("trace"));
        assertThat(out.value().getLabel()).isEqualTo("pos");
        assertThat(out.value().getConfidence()).isEqualTo(0.75f);
        assertThat(out.value().getScores()).containsEntry("neg", 0.25f).containsEntry("pos", 0.75f);
        assertThat(out.value().getModel().getVersion()).isEqualTo("000001-aaaaaaaa");
        assertThat(out.value().getModel().getTask()).isEqualTo("review");
        assertThat(out.value().getModel().getSha256())
                .isEqualTo(model.artifact().sha256().hex());
        assertThat(out.value().getInput()).isEqualTo(new Origin("reviews", 0, 0L, 1_234L));
        assertThat(out.value().getReplayOf()).isNull();
    }

    /** A consumer of Confluent's newer clients would read the prediction by the schema of the review. */
    @Test
    void leavesOutTheHeaderThatNamesTheSchemaOfTheInput() {
        TestRecord<byte[], byte[]> review = record("r1", review("good film"), 1_234L, "trace");
        review.headers().add("__value_schema_id", new byte[] {0, 0, 0, 0, 7});

        reviews.pipeInput(review);

        TestRecord<String, Prediction> out = predictions.readRecord();
        assertThat(out.headers().lastHeader("__value_schema_id")).isNull();
        assertThat(out.headers().lastHeader("trace").value()).isEqualTo(bytes("trace"));
    }

    @Test
    void classifiesARecordWithoutAKey() {
        reviews.pipeInput(null, review("dull film"));

        TestRecord<String, Prediction> out = predictions.readRecord();
        assertThat(out.key()).isNull();
        assertThat(out.value().getLabel()).isEqualTo("neg");
    }

    @Test
    void keepsTheOrderAndTheStampOfEachRecordAcrossASwap() {
        FakeModel next = FakeModel.tiny();
        LookAheadStage<String> stage = parts.stages().ofThisThread();
        for (int offset = 0; offset < 4; offset++) {
            stage.polled(0, offset, RecordValue.of(review("good " + offset)));
        }

        reviews.pipeInput(bytes("r0"), review("good 0"));
        reviews.pipeInput(bytes("r1"), review("good 1"));
        var unused = current.install(next.as("000002-bbbbbbbb"));
        reviews.pipeInput(bytes("r2"), review("good 2"));
        reviews.pipeInput(bytes("r3"), review("good 3"));

        assertThat(predictions.readRecordsToList())
                .extracting(out -> out.key() + " " + out.value().getModel().getVersion())
                .containsExactly(
                        "r0 000001-aaaaaaaa", "r1 000001-aaaaaaaa", "r2 000002-bbbbbbbb", "r3 000002-bbbbbbbb");
        assertThat(model.batches()).containsExactly(List.of("good 0"), List.of("good 1", "good 2"));
        assertThat(next.batches()).containsExactly(List.of("good 2", "good 3"));
    }

    @Test
    void rejectsMalformedBytesUnchangedAndContinues() {
        byte[] garbage = {1, 2, 3};

        reviews.pipeInput(record("bad", garbage, 99L, "trace"));
        reviews.pipeInput(bytes("fine"), review("good film"));

        TestRecord<byte[], byte[]> deadLetter = deadLetters.readRecord();
        assertThat(deadLetter.key()).isEqualTo(bytes("bad"));
        assertThat(deadLetter.value()).isEqualTo(garbage);
        assertThat(deadLetter.timestamp()).isEqualTo(99L);
        assertThat(header(deadLetter, "trace")).isEqualTo("trace");
        assertThat(header(deadLetter, DeadLetterHeaders.STAGE)).isEqualTo("deserialization");
        assertThat(header(deadLetter, DeadLetterHeaders.REASON)).isEqualTo("MALFORMED_RECORD");
        assertThat(header(deadLetter, DeadLetterHeaders.TOPIC)).isEqualTo("reviews");
        assertThat(header(deadLetter, DeadLetterHeaders.OFFSET)).isEqualTo("0");
        assertThat(predictions.readRecord().key()).isEqualTo("fine");
        assertThat(meters.get("millrace.dead.letters")
                        .tag("reason", "MALFORMED_RECORD")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("millrace.predictions").counter().count()).isEqualTo(1);
    }

    @Test
    void rejectsATombstoneAndAnEmptyReview() {
        reviews.pipeInput(new TestRecord<>(bytes("gone"), null));
        reviews.pipeInput(bytes("empty"), review(""));

        assertThat(deadLetters.readRecordsToList())
                .extracting(deadLetter -> header(deadLetter, DeadLetterHeaders.REASON))
                .containsExactly("NO_VALUE", "EMPTY_TEXT");
    }

    @Test
    void rejectsAnInputWhosePredictionWouldBeTooLarge() {
        RecordHeaders large = new RecordHeaders();
        large.add("large", new byte[10_000]);

        reviews.pipeInput(new TestRecord<>(bytes("r1"), review("good film"), large, 5L));

        TestRecord<byte[], byte[]> deadLetter = deadLetters.readRecord();
        assertThat(header(deadLetter, DeadLetterHeaders.STAGE)).isEqualTo("production");
        assertThat(header(deadLetter, DeadLetterHeaders.REASON)).isEqualTo("PREDICTION_TOO_LARGE");
        assertThat(header(deadLetter, DeadLetterHeaders.MODEL)).isEqualTo("000001-aaaaaaaa");
        assertThat(predictions.isEmpty()).isTrue();
    }

    @Test
    void saysWhichRecordAReplayRepeats() {
        Origin first = new Origin("reviews", 2, 9L, 7L);
        RecordHeaders headers = new RecordHeaders();
        ReplayHeaders.write(headers, first);

        reviews.pipeInput(new TestRecord<>(bytes("r1"), review("good film"), headers, 5L));

        assertThat(predictions.readRecord().value().getReplayOf()).isEqualTo(first);
    }

    @Test
    void predictsWhateverAProducerForgesAsAReplay() {
        RecordHeaders forged = new RecordHeaders();
        ReplayHeaders.write(forged, new Origin("x".repeat(6_000), -1, -1L, -1L));

        reviews.pipeInput(new TestRecord<>(bytes("r1"), review("good film"), forged, 5L));

        assertThat(predictions.readRecord().value().getReplayOf()).isNull();
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void failsRatherThanRejectARecordThatCannotBeReadForNow() {
        assertThatThrownBy(() -> reviews.pipeInput(bytes("r1"), RegistrylessTopics.unavailable()))
                .hasRootCauseInstanceOf(RegistrylessTopics.AwayException.class);

        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void namesEveryStep() {
        assertThat(ClassificationTopology.build(flow, parts).describe().toString())
                .contains("events", "classify", "predictions", "dead-letters");
    }

    private static TestRecord<byte[], byte[]> record(String key, byte[] value, long timestamp, String trace) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", bytes(trace));
        return new TestRecord<>(bytes(key), value, headers, timestamp);
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
