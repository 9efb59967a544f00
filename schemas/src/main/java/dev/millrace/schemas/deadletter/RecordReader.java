package dev.millrace.schemas.deadletter;

import dev.millrace.schemas.RecordValue;
import dev.millrace.schemas.SchemaHeaders;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.UnknownSchemaException;
import dev.millrace.schemas.deadletter.Reading.Unavailable;
import dev.millrace.schemas.deadletter.Reading.Understood;
import dev.millrace.schemas.deadletter.Reading.Unreadable;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one topic, and says why a value cannot be read. As thread-safe as the topic's serde.
 *
 * @param <V> what the bytes mean
 */
public final class RecordReader<V> {

    /** Puts the schema that a header names in front of the bytes. */
    private final BiFunction<byte[], RecordValue, byte[]> framing;

    private final Function<byte[], V> read;

    private RecordReader(BiFunction<byte[], RecordValue, byte[]> framing, Function<byte[], V> read) {
        this.framing = framing;
        this.read = read;
    }

    /** Reads the values of {@code topic}, whatever their headers say. */
    public static <V> RecordReader<V> of(Topic<?, V> topic) {
        Deserializer<V> deserializer = topic.valueSerde().deserializer();
        return of(bytes -> deserializer.deserialize(topic.name(), bytes));
    }

    /**
     * Reads by {@code read}, which may throw what a topic's deserializer may, whatever headers say.
     *
     * @param read from a record's value to what it means
     */
    public static <V> RecordReader<V> of(Function<byte[], V> read) {
        return new RecordReader<>((bytes, value) -> bytes, read);
    }

    /** Reads values with the schema in a header too. */
    public RecordReader<V> with(SchemaHeaders headers) {
        return new RecordReader<>(headers::inFront, read);
    }

    /** Converts what is read; {@code meaning} must not fail. */
    public <W> RecordReader<W> map(Function<V, W> meaning) {
        return new RecordReader<>(framing, read.andThen(meaning));
    }

    /**
     * Reads one value. No bytes make it throw. Waits for a registry that does not answer, as long as its client is
     * configured to.
     */
    public Reading<V> read(RecordValue value) {
        return attempt(value, bytes -> read.apply(framing.apply(bytes, value)));
    }

    /** Reads one value that {@link #withoutHeader} returned, or that never had headers. */
    public Reading<V> read(byte @Nullable [] bytes) {
        return read(RecordValue.of(bytes));
    }

    /** The bytes that mean the same without the record's headers: with the schema in front that a header names. */
    public Reading<byte[]> withoutHeader(RecordValue value) {
        return attempt(value, bytes -> framing.apply(bytes, value));
    }

    private static <R> Reading<R> attempt(RecordValue value, Function<byte[], R> reading) {
        byte[] bytes = value.bytes();
        if (bytes == null) {
            return unreadable(DeadLetterReason.NO_VALUE, "required a value, got none");
        }
        try {
            return new Understood<>(reading.apply(bytes));
        } catch (RetriableException e) {
            return new Unavailable<>(e);
        } catch (UnknownSchemaException e) {
            return unreadable(DeadLetterReason.UNKNOWN_SCHEMA, String.valueOf(e.getMessage()));
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            // Anything else that a decoder throws is caused by the bytes, and would recur at every attempt.
            return unreadable(DeadLetterReason.MALFORMED_RECORD, String.valueOf(e.getMessage()));
        }
    }

    private static <R> Reading<R> unreadable(DeadLetterReason reason, String message) {
        return new Unreadable<>(DeadLetter.of(FailedStep.DESERIALIZATION, reason, message));
    }
}
