package dev.millrace.streams.labels;

import static dev.millrace.fixtures.RegistrylessTopics.bytes;
import static dev.millrace.fixtures.RegistrylessTopics.review;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fixtures.RegistrylessTopics;
import dev.millrace.records.Label;
import dev.millrace.records.LabelledReview;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.deadletter.DeadLetterHeaders;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who wins at equal times, what is counted, and where a window of ten minutes ends. */
final class LabelWindowTest {

    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Duration MOMENT = Duration.ofSeconds(1);

    @TempDir
    Path state;

    private final Topics topics = RegistrylessTopics.topics();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
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
        LabelDependencies parts = LabelJoinUnderTest.dependencies(WINDOW, 5_000, meters);
        driver = new TopologyTestDriver(
                LabelTopology.build(
                        TestLabelKind.reviews(topics, Map.of("MILLRACE_TASK_REVIEW_LABELS_TRUST", "1")),
                        topics.deadLetters().name(),
                        parts),
                properties,
                Instant.parse("2026-01-01T00:00:00Z"));
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
    void aLabelOfTheSameTimeAsTheReviewsOwnWinsWhicheverComesFirst() {
        reviews.pipeInput(bytes("r1"), review("film", "neg"), 1_000L);
        labels.pipeInput(bytes("r1"), label("pos"), 1_000L);
        labels.pipeInput(bytes("r2"), label("pos"), 1_000L);
        reviews.pipeInput(bytes("r2"), review("film", "neg"), 1_000L);

        assertThat(labelledAs()).containsExactly("neg", "pos", "pos");
        assertThat(count("own")).isEqualTo(1);
        assertThat(count("joined")).isEqualTo(2);
        assertThat(count("superseded")).isZero();
    }

    @Test
    void aLabelOlderThanTheReviewsOwnIsSuperseded() {
        reviews.pipeInput(bytes("r1"), review("film", "neg"), 1_000L);

        labels.pipeInput(bytes("r1"), label("pos"), 999L);

        assertThat(labelledAs()).containsExactly("neg");
        assertThat(count("superseded")).isEqualTo(1);
        assertThat(count("joined")).isZero();
    }

    @Test
    void aLabelOfTheSameTimeAsTheOneBeforeReplacesIt() {
        labels.pipeInput(bytes("r1"), label("pos"), 1_000L);
        labels.pipeInput(bytes("r1"), label("neg"), 1_000L);
        reviews.pipeInput(bytes("r1"), review("film"), 1L);

        assertThat(labelledAs()).containsExactly("neg");
        assertThat(count("superseded")).isEqualTo(1);
    }

    @Test
    void aCorrectionOfAMatchedLabelSupersedesNothing() {
        reviews.pipeInput(bytes("r1"), review("film"), 1L);
        labels.pipeInput(bytes("r1"), label("pos"), 1_000L);
        labels.pipeInput(bytes("r1"), label("neg"), 2_000L);

        assertThat(count("superseded")).isZero();
        assertThat(count("joined")).isEqualTo(2);
    }

    @Test
    void anEventWaitsForAsLongAsTheWindowAndNoLonger() {
        reviews.pipeInput(bytes("r1"), review("in time"), 1L);
        driver.advanceWallClockTime(WINDOW);
        labels.pipeInput(bytes("r1"), label("pos"), 2L);
        assertThat(labelledAs()).containsExactly("pos");

        reviews.pipeInput(bytes("r2"), review("too late"), 1L);
        driver.advanceWallClockTime(WINDOW.plusMillis(1));
        labels.pipeInput(bytes("r2"), label("pos"), 2L);
        assertThat(labelled.isEmpty()).isTrue();
    }

    @Test
    void theNewestEventGetsTheLabelWhicheverArrivedLast() {
        reviews.pipeInput(bytes("r1"), review("newest"), 9L);
        driver.advanceWallClockTime(MOMENT);
        reviews.pipeInput(bytes("r1"), review("late"), 5L);

        labels.pipeInput(bytes("r1"), label("pos"), 10L);

        assertThat(labelled.readValuesToList())
                .extracting(LabelledReview::getText)
                .containsExactly("newest");
    }

    @Test
    void aRepeatedLabelWaitsAgain() {
        labels.pipeInput(bytes("r1"), label("pos"), 1L);
        driver.advanceWallClockTime(WINDOW.minusMinutes(2));
        labels.pipeInput(bytes("r1"), label("neg"), 2L);
        driver.advanceWallClockTime(WINDOW.minusMinutes(2));
        assertThat(deadLetters.isEmpty()).isTrue();

        driver.advanceWallClockTime(Duration.ofMinutes(4));

        assertThat(deadLetters.readRecordsToList())
                .extracting(TestRecord::value)
                .containsExactly(label("neg"));
        assertThat(count("unmatched")).isEqualTo(1);
    }

    @Test
    void everyLabelWithoutARecordIsCountedByReasonAndSaysHowLongItWaited() {
        labels.pipeInput(bytes("r1"), label("pos"), 1L);
        labels.pipeInput(bytes("r2"), label("pos"), 1L);

        driver.advanceWallClockTime(WINDOW.plusMinutes(2));

        assertThat(deadLetters.readRecordsToList())
                .hasSize(2)
                .allSatisfy(
                        deadLetter -> assertThat(new String(
                                        deadLetter
                                                .headers()
                                                .lastHeader(DeadLetterHeaders.MESSAGE)
                                                .value(),
                                        UTF_8))
                                .isEqualTo(
                                        "required a record with this id within PT10M and at most PT1M later than the label, got none"));
        assertThat(meters.get("millrace.labels.dead.letters")
                        .tags("task", "review", "reason", "LABEL_WITHOUT_RECORD")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void aReviewWithoutAKeyAndALabelGivesNoExampleAndIsNotKept() {
        reviews.pipeInput(null, review("film"), 1L);

        assertThat(labelled.isEmpty()).isTrue();
        assertThat(driver.getWindowStore("review-events-by-time").all().hasNext())
                .isFalse();
    }

    private List<String> labelledAs() {
        return labelled.readValuesToList().stream()
                .map(LabelledReview::getLabel)
                .toList();
    }

    private double count(String meter) {
        return meters.find("millrace.labels." + meter).counters().stream()
                .mapToDouble(each -> each.count())
                .sum();
    }

    private byte[] label(String label) {
        return topics.reviewLabels().valueSerde().serializer().serialize("review-labels", new Label(label, null));
    }
}
