package dev.millrace.streams.classification;

import dev.millrace.records.Origin;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** A record replayed from the dead letters names its first coordinates in one header: {@code topic/partition/offset/timestamp}. */
final class ReplayHeaders {

    static final String REPLAY_OF = "millrace.replay-of";

    private ReplayHeaders() {}

    /** The first coordinates; none where the header is missing or not of that form. */
    static Optional<Origin> read(Headers headers) {
        Header header = headers.lastHeader(REPLAY_OF);
        if (header == null || header.value() == null) {
            return Optional.empty();
        }
        String[] parts = new String(header.value(), StandardCharsets.UTF_8).split("/", -1);
        try {
            return parts.length == 4
                    ? Optional.of(new Origin(
                            parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3])))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
