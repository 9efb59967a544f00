package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.schemas.RecordValue;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Reads the content of a dead letter as far as possible. */
final class DeadLetterContent {

    private final Cluster cluster;

    DeadLetterContent(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The value's fields by its schema; otherwise its first bytes, and why it cannot be decoded. */
    List<Field> fields(DeadLetterRecord deadLetter, RecordValue value) {
        Optional<SourceTopic> topic = topic(deadLetter);
        byte[] bytes = value.bytes();
        if (bytes == null || topic.isEmpty()) {
            return bytes == null ? List.of() : List.of(head(bytes));
        }
        return topic.get()
                .reader(cluster)
                .read(value)
                .fold(
                        understood -> understood.value(),
                        unreadable -> List.of(
                                head(bytes),
                                new Field("unreadable", unreadable.why().message())),
                        unavailable -> List.of(
                                head(bytes),
                                new Field(
                                        "unreadable",
                                        String.valueOf(unavailable.cause().getMessage()))));
    }

    Optional<SourceTopic> topic(DeadLetterRecord deadLetter) {
        return SourceTopic.named(deadLetter.from().getTopic(), cluster);
    }

    private static Field head(byte[] value) {
        return new Field("bytes", ContentText.bytes(ByteBuffer.wrap(value)));
    }
}
