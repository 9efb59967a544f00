package dev.millrace.drills.poison;

import dev.millrace.records.Image;
import dev.millrace.records.ImageEncoding;
import dev.millrace.records.Label;
import dev.millrace.records.Review;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Well-formed records as bytes, written by their topics' serdes. */
@SuppressWarnings("NullAway") // generated constructors are not annotated: optional fields take null
record RecordBytes(Topics topics) {

    byte[] image(byte[] content) {
        return bytes(topics.images(), new Image(ByteBuffer.wrap(content), ImageEncoding.ENCODED, null, null, null));
    }

    byte[] raw(byte[] samples, @Nullable Integer width, @Nullable Integer height) {
        return bytes(topics.images(), new Image(ByteBuffer.wrap(samples), ImageEncoding.RAW_RGB, width, height, null));
    }

    byte[] review(String text) {
        return bytes(topics.reviews(), new Review(text, null));
    }

    byte[] label() {
        return bytes(topics.reviewLabels(), new Label("pos", null));
    }

    private static <V> byte[] bytes(Topic<String, V> topic, V value) {
        return topic.valueSerde().serializer().serialize(topic.name(), value);
    }
}
