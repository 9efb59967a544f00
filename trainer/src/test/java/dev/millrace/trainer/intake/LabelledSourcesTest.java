package dev.millrace.trainer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.spec.ImageInput;
import dev.millrace.model.spec.LabelTrust;
import dev.millrace.model.text.TextLimits;
import dev.millrace.records.ImageEncoding;
import dev.millrace.records.LabelledImage;
import dev.millrace.records.LabelledReview;
import dev.millrace.records.Origin;
import dev.millrace.schemas.Topic;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

final class LabelledSourcesTest {

    private static final Origin ORIGIN = new Origin("images", 0, 0L, 0L);

    @Test
    void takesAnImageAsSamplesAtTheNetworksSide() {
        Decoded decoded = decode(raw(16, 16, new byte[16 * 16 * 3], "cat"));

        assertThat(content(decoded))
                .hasValueSatisfying(bytes -> assertThat(bytes).hasSize(8 * 8 * 3));
    }

    @Test
    void skipsAnImageThatDoesNotDecode() {
        assertThat(skip(decode(raw(16, 16, new byte[5], "cat")))).hasValue(Skip.UNDECODABLE_IMAGE);
        assertThat(skip(decode(
                        image(ImageEncoding.ENCODED, null, null, "no image".getBytes(StandardCharsets.UTF_8), "cat"))))
                .hasValue(Skip.UNDECODABLE_IMAGE);
        assertThat(skip(decode(image(ImageEncoding.RAW_RGB, null, null, new byte[12], "cat"))))
                .hasValue(Skip.UNDECODABLE_IMAGE);
    }

    @Test
    void skipsAnImageWhoseHeaderClaimsAnEmbeddedFileOfTwoGigabytes() {
        byte[] bmp = new byte[64];
        ByteBuffer.wrap(bmp)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {'B', 'M'})
                .putInt(10, 54)
                .putInt(14, 40)
                .putInt(18, 8)
                .putInt(22, 8)
                .putInt(26, 24 << 16 | 1)
                .putInt(30, 4)
                .putInt(34, Integer.MAX_VALUE);

        assertThat(skip(decode(image(ImageEncoding.ENCODED, null, null, bmp, "cat"))))
                .hasValue(Skip.UNDECODABLE_IMAGE);
    }

    @Test
    void skipsAnExampleOnWhichDecodingEndsInAnError() {
        for (Error error : List.of(new OutOfMemoryError("Java heap space"), new StackOverflowError())) {
            LabelledSource<LabelledReview> source = new LabelledSource<>(
                    topic(review("text", "pos")),
                    LabelledReview::getLabel,
                    review -> {
                        throw error;
                    },
                    Skip.UNUSABLE_TEXT);

            assertThat(skip(source.decode(new byte[0], LabelTrust.UNKNOWN))).hasValue(Skip.UNUSABLE_TEXT);
        }
    }

    @Test
    void skipsALabelThatIsNone() {
        assertThat(skip(decode(raw(8, 8, new byte[192], "bell\u0007")))).hasValue(Skip.UNUSABLE_LABEL);
        assertThat(skip(decode(raw(8, 8, new byte[192], " ")))).hasValue(Skip.UNUSABLE_LABEL);
        assertThat(skip(decode(raw(8, 8, new byte[192], "x".repeat(201))))).hasValue(Skip.UNUSABLE_LABEL);
    }

    @Test
    void takesAReviewAsItsText() {
        Decoded decoded = decode(review("A good film", "pos"), 100);

        assertThat(content(decoded))
                .hasValueSatisfying(bytes ->
                        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("A good film"));
    }

    @Test
    void skipsAReviewWithoutAWordOrTooLong() {
        assertThat(skip(decode(review("<br /> ?!", "pos"), 100))).hasValue(Skip.UNUSABLE_TEXT);
        assertThat(skip(decode(review("far too long", "pos"), 11))).hasValue(Skip.UNUSABLE_TEXT);
    }

    @Test
    void skipsATombstone() {
        Topic<String, LabelledReview> topic = topic(review("text", "pos"));

        assertThat(skip(LabelledSources.reviews(topic, new TextLimits(100)).decode(null, LabelTrust.UNKNOWN)))
                .hasValue(Skip.NO_VALUE);
    }

    private static Decoded decode(LabelledImage image) {
        return LabelledSources.images(topic(image), ImageLimits.standard(), ImageInput.ofSide(8))
                .decode(new byte[0], LabelTrust.UNKNOWN);
    }

    private static Decoded decode(LabelledReview review, int maxCharacters) {
        return LabelledSources.reviews(topic(review), new TextLimits(maxCharacters))
                .decode(new byte[0], LabelTrust.UNKNOWN);
    }

    /** A topic all of whose values are that record. */
    private static <V extends SpecificRecord> Topic<String, V> topic(V value) {
        Serializer<V> none = (topic, data) -> new byte[0];
        return new Topic<>("labelled", Serdes.String(), Serdes.serdeFrom(none, (topic, bytes) -> value));
    }

    private static Optional<byte[]> content(Decoded decoded) {
        return decoded.fold(example -> Optional.of(example.content().content()), skipped -> Optional.empty());
    }

    private static Optional<Skip> skip(Decoded decoded) {
        return decoded.fold(example -> Optional.empty(), skipped -> Optional.of(skipped.reason()));
    }

    private static LabelledImage raw(int width, int height, byte[] samples, String label) {
        return image(ImageEncoding.RAW_RGB, width, height, samples, label);
    }

    private static LabelledImage image(
            ImageEncoding encoding, Integer width, Integer height, byte[] content, String label) {
        return LabelledImage.newBuilder()
                .setContent(ByteBuffer.wrap(content))
                .setEncoding(encoding)
                .setWidth(width)
                .setHeight(height)
                .setLabel(label)
                .setOrigin(ORIGIN)
                .build();
    }

    private static LabelledReview review(String text, String label) {
        return LabelledReview.newBuilder()
                .setText(text)
                .setLabel(label)
                .setOrigin(ORIGIN)
                .build();
    }
}
