package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.Cluster;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a dead letter is about, as far as it can be read. */
final class DeadLetterContent {

    private final Cluster cluster;

    DeadLetterContent(Cluster cluster) {
        this.cluster = cluster;
    }

    /** What its schema says of the value; else what can be seen of its bytes, and why that is all. */
    List<Field> fields(DeadLetterRecord deadLetter, byte @Nullable [] value) {
        Optional<SourceTopic> topic = topic(deadLetter);
        if (value == null || topic.isEmpty()) {
            return value == null ? List.of() : List.of(head(value));
        }
        return topic.get()
                .reader(cluster.topics())
                .read(value)
                .fold(
                        understood -> understood.value(),
                        unreadable -> List.of(
                                head(value),
                                new Field("unreadable", unreadable.why().message())),
                        unavailable -> List.of(
                                head(value),
                                new Field(
                                        "unreadable",
                                        String.valueOf(unavailable.cause().getMessage()))));
    }

    Optional<SourceTopic> topic(DeadLetterRecord deadLetter) {
        return SourceTopic.named(
                deadLetter.from().getTopic(), cluster.connection().topicNames());
    }

    private static Field head(byte[] value) {
        return new Field("bytes", ContentText.bytes(ByteBuffer.wrap(value)));
    }
}
