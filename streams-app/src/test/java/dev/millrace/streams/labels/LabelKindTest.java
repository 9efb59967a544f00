package dev.millrace.streams.labels;

import static dev.millrace.fixtures.RegistrylessTopics.bytes;
import static dev.millrace.fixtures.RegistrylessTopics.review;
import static dev.millrace.fixtures.RegistrylessTopics.unavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.fixtures.RegistrylessTopics;
import dev.millrace.model.image.EncodedImage;
import dev.millrace.records.ImageEncoding;
import dev.millrace.records.Label;
import dev.millrace.records.LabelledImage;
import dev.millrace.records.Origin;
import dev.millrace.schemas.Topics;
import dev.millrace.service.input.TaskInput;
import dev.millrace.streams.deadletter.DeadLetters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How an event and a label become an example, and what of both is kept meanwhile. */
final class LabelKindTest {

    private static final Origin ORIGIN = new Origin("images", 3, 1L << 40, 1_000L);

    private final Topics topics = RegistrylessTopics.topics();
    private final LabelKind<String> reviews = TestLabelKind.reviews(topics, Map.of());

    @Test
    void anImageKeepsAllItHasAndGetsTheLabelAndItsSource() {
        EncodedImage image = EncodedImage.raw(ByteBuffer.wrap(new byte[] {1, 2, 3}), 1, 1);

        byte[] example = ExampleWriter.images("labelled-images", new RegistrylessTopics())
                .write(image, new Label("cat", "expert"), ORIGIN);

        assertThat(topics.labelledImages().valueSerde().deserializer().deserialize("labelled-images", example))
                .isEqualTo(new LabelledImage(
                        ByteBuffer.wrap(new byte[] {1, 2, 3}), ImageEncoding.RAW_RGB, 1, 1, "cat", "expert", ORIGIN));
        assertThat(reviews.step("joined")).isEqualTo("review-joined");
    }

    @Test
    void aBlankLabelIsNone() {
        assertThat(read(review("text", " \t")).label()).isEmpty();
        assertThat(read(review("text")).label()).isEmpty();
        assertThat(reviews.ownLabel(read(review("text", "pos")))).contains(new Label("pos", null));
    }

    @Test
    void aLabelCountsOnlyIfItsTaskAllowsIt() {
        LabelKind<String> strict =
                TestLabelKind.reviews(topics, Map.of("MILLRACE_TASK_REVIEW_LABELS_ALLOWED", "pos, neg"));

        assertThat(strict.ownLabel(read(review("text", "pos")))).contains(new Label("pos", null));
        assertThat(strict.ownLabel(read(review("text", "maybe")))).isEmpty();
    }

    @Test
    void readsAnEventUnlessItIsMalformedAndWaitsForTheRegistry() {
        assertThat(read(review("text")).content()).isEqualTo("text");
        assertThat(reviews.read(bytes("garbage"))).isEmpty();
        assertThatThrownBy(() -> reviews.read(unavailable())).isInstanceOf(RegistrylessTopics.AwayException.class);
    }

    private TaskInput<String> read(byte[] event) {
        return reviews.read(event).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "t", "a-topic-of-many-lettérs"})
    void keepsAnEventWithItsCoordinates(String topic) {
        Origin origin = new Origin(topic, 7, Long.MAX_VALUE, -1L);

        BufferedEvent read = BufferedEvent.read(new BufferedEvent(origin, new byte[] {5, 6}).toBytes());

        assertThat(read.origin()).isEqualTo(origin);
        assertThat(read.timestamp()).isEqualTo(-1);
        assertThat(read.value()).containsExactly(5, 6);
    }

    @Test
    void keepsALabelWithItsArrival() {
        BufferedEvent label = new BufferedEvent(ORIGIN, new byte[] {9});

        WaitingLabel read = WaitingLabel.read(ByteBuffer.wrap(new WaitingLabel(1L << 41, label).toBytes()));

        assertThat(read.arrivedAt()).isEqualTo(1L << 41);
        assertThat(read.label().origin()).isEqualTo(ORIGIN);
        assertThat(read.label().value()).containsExactly(9);
    }

    @Test
    void aWindowIsLongerThanZeroAndThereIsAPartition() {
        assertThatThrownBy(() -> dependencies(Duration.ZERO, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the label window must be longer than zero, got PT0S");
        assertThatThrownBy(() -> dependencies(Duration.ofSeconds(-1), 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> dependencies(Duration.ofMillis(1), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("label partitions must be at least 1, got 0");
        assertThat(dependencies(Duration.ofMillis(1), 1).partitions()).isEqualTo(1);
    }

    private static LabelDependencies dependencies(Duration window, int partitions) {
        return new LabelDependencies(
                window,
                Duration.ZERO,
                partitions,
                new LabelDependencies.Limits(1, 1),
                new DeadLetters(100_000),
                new LabelMetrics(new SimpleMeterRegistry()));
    }
}
