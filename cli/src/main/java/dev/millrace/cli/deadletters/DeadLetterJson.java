package dev.millrace.cli.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.cli.connection.PartitionOffset;
import dev.millrace.records.Origin;
import dev.millrace.schemas.deadletter.ReplayHeaders;
import java.util.Optional;
import org.apache.kafka.common.header.Header;

/** Dead letters as JSON objects. Absent values are null, except {@code replayOf}, which is left out. */
final class DeadLetterJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private DeadLetterJson() {}

    /** Without the content. */
    static String line(DeadLetterRecord deadLetter, Optional<ReplayNote> note) {
        return text(described(
                deadLetter, note, ReplayHeaders.read(deadLetter.record().headers())));
    }

    /** With the content: key and value in base64, and the readable content of the value. */
    static String details(DeadLetterDetails whole) {
        ObjectNode object = described(whole.deadLetter(), whole.note(), whole.replayOf());
        object.put("keyBytes", whole.deadLetter().record().key());
        object.put("value", whole.value().orElse(null));
        ArrayNode headers = object.putArray("headers");
        whole.headers().forEach(header -> put(headers.addObject(), header));
        ObjectNode content = object.putObject("content");
        whole.content().forEach(field -> content.put(field.name(), field.value()));
        return text(object);
    }

    private static ObjectNode described(
            DeadLetterRecord deadLetter, Optional<ReplayNote> note, Optional<Origin> replayOf) {
        ObjectNode object = JSON.createObjectNode();
        put(object.putObject("letter"), deadLetter.offset());
        object.put("reason", deadLetter.reason());
        object.put("stage", deadLetter.stage());
        object.put("message", deadLetter.message());
        object.put("model", deadLetter.model().orElse(null));
        put(object.putObject("input"), deadLetter.from());
        replayOf.ifPresent(first -> put(object.putObject("replayOf"), first));
        object.put("key", deadLetter.key().orElse(null));
        byte[] value = deadLetter.record().value();
        object.put("bytes", value == null ? null : value.length);
        object.put("omitted", deadLetter.omitted().orElse(null));
        note.ifPresentOrElse(
                sent -> {
                    ObjectNode replayed = object.putObject("replayed");
                    put(replayed, sent.sentAs());
                    replayed.put("timestamp", sent.at().toEpochMilli());
                },
                () -> object.putNull("replayed"));
        return object;
    }

    private static void put(ObjectNode object, PartitionOffset offset) {
        object.put("partition", offset.partition());
        object.put("offset", offset.offset());
    }

    private static void put(ObjectNode object, Origin origin) {
        object.put("topic", origin.getTopic());
        object.put("partition", origin.getPartition());
        object.put("offset", origin.getOffset());
        object.put("timestamp", origin.getTimestamp());
    }

    private static void put(ObjectNode object, Header header) {
        object.put("name", header.key());
        object.put("text", header.value() == null ? null : new String(header.value(), UTF_8));
        object.put("value", header.value());
    }

    private static String text(ObjectNode object) {
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree can always be written as JSON", e);
        }
    }
}
