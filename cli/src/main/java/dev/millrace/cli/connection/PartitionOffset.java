package dev.millrace.cli.connection;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where a record is in a topic that the context names; as text {@code partition:offset}, such as {@code 3:17}. */
public record PartitionOffset(int partition, long offset) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}):(\\d{1,18})");

    /** Where {@code record} was read. */
    public static PartitionOffset of(ConsumerRecord<?, ?> record) {
        return new PartitionOffset(record.partition(), record.offset());
    }

    /** Reads {@code partition:offset}; none if the text has another form. */
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
