package dev.millrace.streams.deadletter;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Makes dead letters: the original key, value, headers and timestamp, and the story in headers of their own. */
public final class DeadLetters {

    public static final String STAGE = "millrace.stage";
    public static final String REASON = "millrace.reason";
    public static final String MESSAGE = "millrace.message";
    public static final String TOPIC = "millrace.topic";
    public static final String PARTITION = "millrace.partition";
    public static final String OFFSET = "millrace.offset";
    public static final String TIMESTAMP = "millrace.timestamp";
    public static final String MODEL = "millrace.model";

    private DeadLetters() {}

    public static Record<byte[], byte[]> of(Record<byte[], byte[]> original, RecordMetadata origin, Failure failure) {
        Headers headers = new RecordHeaders(original.headers().toArray());
        put(headers, STAGE, failure.stage().id());
        put(headers, REASON, failure.reason().name());
        put(headers, MESSAGE, failure.message());
        put(headers, TOPIC, origin.topic());
        put(headers, PARTITION, Integer.toString(origin.partition()));
        put(headers, OFFSET, Long.toString(origin.offset()));
        put(headers, TIMESTAMP, Long.toString(original.timestamp()));
        failure.modelVersion().ifPresent(version -> put(headers, MODEL, version));
        return original.withHeaders(headers);
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
