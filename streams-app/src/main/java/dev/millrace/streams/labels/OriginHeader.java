package dev.millrace.streams.labels;

import dev.millrace.records.Origin;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** A record's first coordinates, kept through a repartition topic: {@code partition/offset/timestamp/topic}. */
final class OriginHeader {

    private static final String NAME = "millrace.origin";
    private static final int PARTS = 4;

    private OriginHeader() {}

    static Origin origin(RecordMetadata metadata, long timestamp) {
        return new Origin(metadata.topic(), metadata.partition(), metadata.offset(), timestamp);
    }

    static void write(Headers headers, Origin origin) {
        headers.remove(NAME);
        headers.add(NAME, text(origin).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws IllegalStateException when it is not there: the repartition topic has no other writer */
    static Origin read(Headers headers) {
        Header header = headers.lastHeader(NAME);
        if (header == null) {
            throw new IllegalStateException("a repartitioned record without header '" + NAME + "'");
        }
        return parse(new String(header.value(), StandardCharsets.UTF_8));
    }

    static String text(Origin origin) {
        return origin.getPartition() + "/" + origin.getOffset() + "/" + origin.getTimestamp() + "/" + origin.getTopic();
    }

    static Origin parse(String text) {
        String[] parts = text.split("/", PARTS);
        return new Origin(parts[3], Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }
}
