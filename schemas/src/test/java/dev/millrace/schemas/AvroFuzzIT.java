package dev.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.TestRegistry;
import dev.millrace.testing.fuzzing.Allocation;
import dev.millrace.testing.fuzzing.FuzzBudget;
import dev.millrace.testing.fuzzing.FuzzReport;
import dev.millrace.testing.fuzzing.Fuzzing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Values from any topic: a record, or one of the two refusals. */
class AvroFuzzIT {

    /** One input in this many keeps a damaged schema id, because the registry is asked for each. */
    private static final int FORGED_IDS = 64;

    private final String topic = "fuzzed-" + UUID.randomUUID();
    private final SchemaRegistry registry =
            SchemaRegistry.connect(TestRegistry.shared().url(), Map.of(), true, Duration.ofSeconds(5));

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void readsDamagedRecordsOfEveryTypeWithinBounds() {
        Samples.all().stream().map(SpecificRecord::getClass).distinct().forEach(this::fuzz);
    }

    private <V extends SpecificRecord> void fuzz(Class<V> type) {
        Serde<V> serde = registry.of(type);
        String name = topic + "-" + type.getSimpleName();
        List<byte[]> corpus = Samples.all().stream()
                .filter(type::isInstance)
                .map(sample -> serde.serializer().serialize(name, type.cast(sample)))
                .toList();

        FuzzReport report = Fuzzing.run(
                type.getSimpleName(),
                new FuzzBudget(5_000, Allocation.of(4, 128)),
                corpus,
                input -> isRead(serde, name, withSoundId(input, corpus.get(0))));

        assertThat(report.understood()).isGreaterThan(corpus.size());
        assertThat(report.refused()).isPositive();
    }

    private static <V> boolean isRead(Serde<V> serde, String name, byte[] input) {
        try {
            V value = serde.deserializer().deserialize(name, input);
            byte[] written = serde.serializer().serialize(name, value);
            // Not by equals: a forged number may be NaN, and a map in another order is the same.
            assertThat(serde.serializer().serialize(name, serde.deserializer().deserialize(name, written)))
                    .hasSameSizeAs(written);
            return true;
        } catch (MalformedRecordException | UnknownSchemaException refusal) {
            assertThat(refusal).hasMessageMatching("(?s).+");
            return false;
        }
    }

    private static byte[] withSoundId(byte[] input, byte[] sound) {
        if (input.length > WireFormat.HEADER && (input[input.length - 1] & 0xff) % FORGED_IDS != 7) {
            System.arraycopy(sound, 0, input, 0, WireFormat.HEADER);
        }
        return input;
    }
}
