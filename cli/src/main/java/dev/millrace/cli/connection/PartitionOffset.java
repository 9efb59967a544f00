package dev.millrace.cli.connection;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The position of a record in a topic that the context names. As text {@code partition:offset}, such as {@code 3:17}.
 */
public record PartitionOffset(int partition, long offset) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}):(\\d{1,18})");

    /** The position of {@code record}. */
    public static PartitionOffset of(ConsumerRecord<?, ?> record) {
        return new PartitionOffset(record.partition(), record.offset());
    }

    /** Parses {@code partition:offset}; empty if the text has another form. */
    public static Optional<PartitionOffset> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new PartitionOffset(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return partition + ":" + offset;
    }
}
