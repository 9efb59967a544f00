package dev.millrace.streams.labels;

import static dev.millrace.fixtures.RegistrylessTopics.bytes;
import static dev.millrace.fixtures.RegistrylessTopics.review;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fixtures.RegistrylessTopics;
import dev.millrace.records.Label;
import dev.millrace.records.LabelledReview;
import dev.millrace.records.Origin;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.deadletter.DeadLetterHeaders;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelTopologyTest {

    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int MAX_EVENT_BYTES = LabelJoinUnderTest.MAX_EVENT_BYTES;

    @TempDir
    Path state;

    private final Topics topics = RegistrylessTopics.topics();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LabelKind<String> kind =
            TestLabelKind.reviews(topics, Map.of("MILLRACE_TASK_REVIEW_LABELS_TRUST", "1"));
    private final LabelDependencies parts = LabelJoinUnderTest.dependencies(WINDOW, 100_000, meters);
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> reviews;
    private TestInputTopic<byte[], byte[]> labels;
    private TestOutputTopic<String, LabelledReview> labelled;
    private TestOutputTopic<byte[], byte[]> deadLetters;

    @BeforeEach
    void open() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "labels");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDbConfig.class);
        driver = new TopologyTestDriver(
                LabelTopology.build(kind, topics.deadLetters().name(), parts), properties);
        reviews = driver.createInputTopic("reviews", new ByteArraySerializer(), new ByteArraySerializer());
        labels = driver.createInputTopic("review-labels", new ByteArraySerializer(), new ByteArraySerializer());
        labelled = driver.createOutputTopic(
                "labelled-reviews",
                topics.labelledReviews().keySerde().deserializer(),
                topics.labelledReviews().valueSerde().deserializer());
        deadLetters =
                driver.createOutputTopic("dead-letters", new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void forwardsAReviewThatCameWithItsLabel() {
        reviews.pipeInput(bytes("r1"), review("good film", "pos"), 1_000L);

        TestRecord<String, LabelledReview> example = labelled.readRecord();
        assertThat(example.key()).isEqualTo("r1");
        assertThat(example.value())
                .isEqualTo(new LabelledReview("good film", "pos", null, new Origin("reviews", 0, 0L, 1_000L)));
        assertThat(labelled.isEmpty()).isTrue();
    }

    @Test
    void forwardsALabelledReviewThatHasNoKey() {
        reviews.pipeInput(null, review("good film", "pos"), 1_000L);

        assertThat(labelled.readRecord().value().getText()).isEqualTo("good film");
    }

    @Test
    void joinsALabelThatComesLater() {
        reviews.pipeInput(bytes("r1"), review("good film"), 1_000L);
        assertThat(labelled.isEmpty()).isTrue();
        driver.advanceWallClockTime(Duration.ofMinutes(50));

        labels.pipeInput(bytes("r1"), label("pos", "expert"), 2_000L);

        assertThat(labelled.readRecord().value())
                .isEqualTo(new LabelledReview("good film", "pos", "expert", new Origin("reviews", 0, 0L, 1_000L)));
    }

    @Test
    void joinsALabelThatComesFirst() {
        labels.pipeInput(bytes("r1"), label("neg", null), 2_000L);

        reviews.pipeInput(bytes("r1"), review("dull film"), 1_000L);

        assertThat(labelled.readRecord().value().getLabel()).isEqualTo("neg");
    }

    @Test
    void forwardsAgainWhenANewerLabelCorrectsTheOneItHas() {
        reviews.pipeInput(bytes("r1"), review("good film", "neg"), 1_000L);

        labels.pipeInput(bytes("r1"), label("pos", null), 2_000L);
        labels.pipeInput(bytes("r1"), label("neg", null), 3_000L);

        assertThat(labelledAs()).containsExactly("neg", "pos", "neg");
    }

    @Test
    void ignoresALabelOlderThanTheOneThatIsThere() {
        reviews.pipeInput(bytes("r1"), review("good film"), 1_000L);
        labels.pipeInput(bytes("r1"), label("pos", null), 3_000L);

        labels.pipeInput(bytes("r1"), label("neg", null), 2_000L);

        assertThat(labelledAs()).containsExactly("pos");
        assertThat(meters.get("millrace.labels.superseded").counter().count()).isEqualTo(1);
    }

    @Test
    void prefersTheReviewsOwnLabelToAnOlderOne() {
        labels.pipeInput(bytes("r1"), label("neg", null), 1_000L);

        reviews.pipeInput(bytes("r1"), review("good film", "pos"), 2_000L);
        passWindow();

        assertThat(labelledAs()).containsExactly("pos");
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void rejectsALabelWhoseRecordDoesNotComeWithinTheWindow() {
        labels.pipeInput(bytes("nobody"), label("pos", null), 2_000L);

        passWindow();

        TestRecord<byte[], byte[]> deadLetter = deadLetters.readRecord();
        assertThat(deadLetter.key()).isEqualTo(bytes("nobody"));
        assertThat(deadLetter.value()).isEqualTo(label("pos", null));
        assertThat(header(deadLetter, DeadLetterHeaders.REASON)).isEqualTo("LABEL_WITHOUT_RECORD");
        assertThat(header(deadLetter, DeadLetterHeaders.TOPIC)).isEqualTo("review-labels");
        assertThat(header(deadLetter, DeadLetterHeaders.OFFSET)).isEqualTo("0");
        assertThat(header(deadLetter, DeadLetterHeaders.OMITTED)).isEqualTo("headers");
        passWindow();
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void rejectsALabelThatComesAfterTheWindow() {
        reviews.pipeInput(bytes("r1"), review("good film"), 1_000L);
        driver.advanceWallClockTime(WINDOW.multipliedBy(4));

        labels.pipeInput(bytes("r1"), label("pos", null), 2_000L);
        passWindow();

        assertThat(labelled.isEmpty()).isTrue();
        assertThat(header(deadLetters.readRecord(), DeadLetterHeaders.REASON)).isEqualTo("LABEL_WITHOUT_RECORD");
        assertThat(meters.get("millrace.labels.unmatched").counter().count()).isEqualTo(1);
    }

    @Test
    void forgetsAMatchedLabelWithoutATrace() {
        reviews.pipeInput(bytes("r1"), review("good film"), 1_000L);
        labels.pipeInput(bytes("r1"), label("pos", null), 2_000L);

        passWindow();

        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void joinsWhateverTimesTheRecordsClaim() {
        long farFuture = Duration.ofDays(40_000).toMillis();
        reviews.pipeInput(bytes("r1"), review("old film"), 0L);
        reviews.pipeInput(bytes("r2"), review("film to come"), farFuture);

        labels.pipeInput(bytes("r1"), label("pos", null), farFuture);

        assertThat(labelledAs()).containsExactly("pos");
    }

    @Test
    void rejectsLabelsThatCannotBeUsed() {
        labels.pipeInput(bytes("r1"), new byte[] {1, 2, 3});
        labels.pipeInput(new TestRecord<>(null, label("pos", null)));
        labels.pipeInput(bytes("r1"), label(" ", null));
        labels.pipeInput(new TestRecord<>(bytes("r1"), null));
        labels.pipeInput(bytes("r1"), label("pos", "x".repeat(20_000)));

        assertThat(deadLetters.readRecordsToList())
                .extracting(deadLetter -> header(deadLetter, DeadLetterHeaders.REASON))
                .containsExactly("MALFORMED_RECORD", "LABEL_WITHOUT_ID", "BLANK_LABEL", "NO_VALUE", "MALFORMED_RECORD");
    }

    @Test
    void leavesEventsThatCannotBeReadToTheClassification() {
        reviews.pipeInput(bytes("r1"), new byte[] {1, 2, 3});
        reviews.pipeInput(new TestRecord<>(bytes("r2"), null));
        reviews.pipeInput(bytes("r3"), review("x".repeat(MAX_EVENT_BYTES)));

        assertThat(labelled.isEmpty()).isTrue();
        assertThat(deadLetters.isEmpty()).isTrue();
        assertThat(meters.get("millrace.labels.events.skipped").counter().count())
                .isEqualTo(2);
    }

    @Test
    void treatsABlankLabelOfAReviewAsNone() {
        reviews.pipeInput(bytes("r1"), review("good film", " "));

        assertThat(labelled.isEmpty()).isTrue();
    }

    private void passWindow() {
        driver.advanceWallClockTime(WINDOW.plusMinutes(2));
    }

    private List<String> labelledAs() {
        return labelled.readValuesToList().stream()
                .map(LabelledReview::getLabel)
                .toList();
    }

    private byte[] label(String label, @Nullable String source) {
        return topics.reviewLabels().valueSerde().serializer().serialize("review-labels", new Label(label, source));
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
