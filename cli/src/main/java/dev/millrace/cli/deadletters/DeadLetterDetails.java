package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.records.Origin;
import dev.millrace.schemas.RecordValue;
import dev.millrace.schemas.deadletter.DeadLetterHeaders;
import dev.millrace.schemas.deadletter.ReplayHeaders;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A dead letter with everything that is known about it.
 *
 * @param original the dead letter's own record or, if that lacks something, the original; empty if the original no
 *     longer exists
 * @param content the readable content of the value
 */
record DeadLetterDetails(
        DeadLetterRecord deadLetter,
        Optional<ReplayNote> note,
        Optional<ConsumerRecord<byte[], byte[]>> original,
        List<Field> content) {

    static DeadLetterDetails of(DeadLetterRecord deadLetter, Optional<ReplayNote> note, Cluster cluster) {
        DeadLetterContent contents = new DeadLetterContent(cluster);
        try (OriginalRecords originals = new OriginalRecords(cluster)) {
            Optional<ConsumerRecord<byte[], byte[]>> original =
                    contents.topic(deadLetter).flatMap(topic -> originals.whole(deadLetter, topic));
            return new DeadLetterDetails(
                    deadLetter,
                    note,
                    original,
                    original.map(found -> contents.fields(deadLetter, RecordValue.of(found.value(), found.headers())))
                            .orElseGet(List::of));
        }
    }

    /** The original's value; empty if it has none, or it no longer exists. */
    Optional<byte[]> value() {
        return original.map(ConsumerRecord::value);
    }

    /** The original's headers, without those that the dead letter adds. */
    List<Header> headers() {
        ConsumerRecord<byte[], byte[]> found = original.orElse(deadLetter.record());
        return StreamSupport.stream(found.headers().spliterator(), false)
                .filter(header -> !DeadLetterHeaders.ALL.contains(header.key()))
                .toList();
    }

    /** The first coordinates of a record that is a replay; empty otherwise. */
    Optional<Origin> replayOf() {
        return ReplayHeaders.read(original.orElse(deadLetter.record()).headers());
    }

    String valueInWords() {
        String bytes = value().map(value -> value.length + " bytes").orElse("none");
        String left = deadLetter.omitted().orElse("");
        if (left.isEmpty()) {
            return bytes;
        }
        return original.filter(found -> found != deadLetter.record()).isPresent()
                ? bytes + ", read again from the original: the dead letter lacks its " + left
                : bytes + ": the dead letter lacks its " + left + ", and the original no longer exists";
    }
}
