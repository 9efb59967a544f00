package dev.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.schemas.fields.FieldPath;
import dev.millrace.schemas.fields.FieldsReader;
import dev.millrace.schemas.fields.RecordFormat;
import dev.millrace.testing.TestRegistry;
import dev.millrace.testing.fuzzing.Allocation;
import dev.millrace.testing.fuzzing.FuzzBudget;
import dev.millrace.testing.fuzzing.FuzzInputs;
import dev.millrace.testing.fuzzing.FuzzReport;
import dev.millrace.testing.fuzzing.Fuzzing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies of a schema with arrays, maps and nesting, whose blocks and lengths are forged, as topics of one's own may have. */
class AvroStructureFuzzIT {

    private static final FuzzBudget BUDGET = new FuzzBudget(5_000, Allocation.of(4, 256), Duration.ofMillis(500));
    private static final String SCHEMA = """
            {"type": "record", "name": "Node", "namespace": "com.example", "fields": [
              {"name": "text", "type": "string"},
              {"name": "numbers", "type": {"type": "array", "items": "long"}},
              {"name": "lists", "type": {"type": "array", "items": {"type": "array", "items": "boolean"}}},
              {"name": "children", "type": {"type": "map", "values": ["null", "string"]}},
              {"name": "next", "type": ["null", "Node"]},
              {"name": "content", "type": "bytes"}]}
            """;
    private static final long[] COUNTS = {
        0,
        1,
        -1,
        2,
        -2,
        100,
        -100,
        65_536,
        1 << 20,
        1 << 28,
        Integer.MAX_VALUE - 8,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 40,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private final String topic = "structure-" + UUID.randomUUID();
    private final SchemaRegistry registry =
            SchemaRegistry.connect(TestRegistry.shared().url(), Map.of(), true, Duration.ofSeconds(5));

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void readsOrRefusesForgedBlocksAndNesting() throws IOException {
        ForeignClient client = new ForeignClient(TestRegistry.shared().url());
        assertThat(client.register(topic + "-value", new Schema.Parser().parse(SCHEMA)))
                .isEqualTo(200);
        byte[] header = ByteBuffer.allocate(5)
                .put((byte) 0)
                .putInt(client.newestId(topic + "-value"))
                .array();
        FieldsReader reader = new FieldsReader(registry, RecordFormat.AVRO);
        List<byte[]> valid = List.of(record(header, 0), record(header, 3));

        FuzzReport report = Fuzzing.run(
                "Avro structures",
                BUDGET,
                new FuzzInputs(valid, (sound, random) -> made(header, random)),
                input -> isRead(reader, input));

        assertThat(report.understood()).isGreaterThan(report.inputs() / 50);
        assertThat(report.refused()).isGreaterThan(report.inputs() / 50);
    }

    private static boolean isRead(FieldsReader reader, byte[] input) {
        try {
            assertThat(reader.read(input).at(FieldPath.parse("text"))).isPresent();
            return true;
        } catch (MalformedRecordException refusal) {
            assertThat(refusal.getMessage()).isNotBlank().doesNotContain("OutOfMemory");
            return false;
        }
    }

    private static byte[] made(byte[] header, SplittableRandom random) {
        try {
            return random.nextInt(4) == 0 ? record(header, random.nextInt(100)) : forged(header, random);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] record(byte[] header, int depth) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(header);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        for (int level = 0; level <= depth; level++) {
            begin(encoder);
            encoder.writeIndex(level < depth ? 1 : 0);
        }
        for (int level = 0; level <= depth; level++) {
            encoder.writeBytes(new byte[level]);
        }
        return bytes.toByteArray();
    }

    private static void begin(BinaryEncoder encoder) throws IOException {
        encoder.writeString("a text");
        encoder.writeLong(0);
        encoder.writeLong(0);
        encoder.writeLong(0);
    }

    /** A sound beginning of some depth, then numbers that mean blocks, lengths and branches, depending on where they end up. */
    private static byte[] forged(byte[] header, SplittableRandom random) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(header);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        int depth = random.nextInt(3) == 0 ? random.nextInt(20_000) : random.nextInt(4);
        for (int level = 0; level < depth; level++) {
            begin(encoder);
            encoder.writeIndex(1);
        }
        begin(encoder);
        for (int i = random.nextInt(30); i > 0; i--) {
            encoder.writeLong(random.nextInt(3) > 0 ? random.nextInt(3) : COUNTS[random.nextInt(COUNTS.length)]);
        }
        bytes.writeBytes(new byte[1 << random.nextInt(15)]);
        byte[] whole = bytes.toByteArray();
        return random.nextBoolean() ? whole : java.util.Arrays.copyOf(whole, 5 + random.nextInt(whole.length - 4));
    }
}
