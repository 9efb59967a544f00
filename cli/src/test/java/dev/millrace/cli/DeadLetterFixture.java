package dev.millrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.fixtures.Installation;
import dev.millrace.records.Origin;
import dev.millrace.schemas.deadletter.DeadLetter;
import dev.millrace.schemas.deadletter.DeadLetterReason;
import dev.millrace.schemas.deadletter.FailedStep;
import dev.millrace.streams.deadletter.DeadLetters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.api.Record;

/** An installation with the {@code millrace} command, and dead letters written as the streams app writes them. */
final class DeadLetterFixture implements AutoCloseable {

    static final String MODEL = "000001-aaaaaaaa";
    static final DeadLetter MALFORMED =
            DeadLetter.of(FailedStep.DESERIALIZATION, DeadLetterReason.MALFORMED_RECORD, "no Avro");
    static final DeadLetter EMPTY =
            new DeadLetter(FailedStep.PROCESSING, DeadLetterReason.EMPTY_TEXT, "no word", Optional.of(MODEL));
    private static final int SMALL = 16_384;

    private final Installation installation = new Installation();
    private final Terminal terminal = Terminal.on(installation.connection());
    private final KafkaProducer<byte[], byte[]> producer;

    DeadLetterFixture() {
        installation.makeTopics();
        Map<String, Object> properties = new HashMap<>(installation.connection().properties());
        properties.put("max.request.size", 2 << 20);
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    Installation installation() {
        return installation;
    }

    /** Runs the command. Returns the exit code; the output is in {@link #said} and {@link #complained}. */
    int millrace(String... arguments) {
        terminal.clear();
        return terminal.millrace(arguments);
    }

    String said() {
        return terminal.said();
    }

    String complained() {
        return terminal.complained();
    }

    /** The command's output, one object per line. */
    List<JsonNode> objects() throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        for (String line : said().lines().toList()) {
            objects.add(new ObjectMapper().readTree(line));
        }
        return objects;
    }

    /**
     * The keys of the dead letters that {@code dead-letters list} shows with these options; {@link #objects} are those
     * dead letters.
     */
    List<String> keys(String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("dead-letters", "list", "--json"));
        all.addAll(List.of(options));
        assertThat(millrace(all.toArray(String[]::new))).isZero();
        return objects().stream().map(object -> object.get("key").asText()).toList();
    }

    /** Sends a record and returns its coordinates. */
    Origin send(String topic, byte[] key, byte[] value, Map<String, String> headers, long timestamp) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, null, timestamp, key, value, headers(headers));
        RecordMetadata answer = answer(record);
        return new Origin(topic, answer.partition(), answer.offset(), timestamp);
    }

    /** Writes a dead letter and returns its coordinates as the command prints them. */
    String deadLetter(Origin from, byte[] key, byte[] value, DeadLetter why, Map<String, String> headers) {
        Record<byte[], byte[]> original = new Record<>(key, value, from.getTimestamp(), headers(headers));
        Record<byte[], byte[]> deadLetter = new DeadLetters(SMALL).of(original, from, why);
        String topic = installation.topics().deadLetters().name();
        RecordMetadata answer = answer(new ProducerRecord<>(
                topic, null, deadLetter.timestamp(), deadLetter.key(), deadLetter.value(), deadLetter.headers()));
        return answer.partition() + ":" + answer.offset();
    }

    /** As {@link #deadLetter}, for a record without headers. */
    String deadLetter(Origin from, String key, String value, DeadLetter why) {
        return deadLetter(from, key.getBytes(UTF_8), value.getBytes(UTF_8), why, Map.of());
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "none" : new String(header.value(), UTF_8);
    }

    private RecordMetadata answer(ProducerRecord<byte[], byte[]> record) {
        try {
            return producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static RecordHeaders headers(Map<String, String> named) {
        RecordHeaders headers = new RecordHeaders();
        named.forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
        return headers;
    }

    @Override
    public void close() {
        producer.close();
        installation.close();
    }
}
