package dev.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.records.Action;
import dev.millrace.records.Command;
import dev.millrace.testing.TestRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A command that version 0.1 does not know, beside a trainer of that version. */
class CommandEvolutionIT {

    private static final Schema VERSION_0_1 = new Schema.Parser().parse("""
            {"type": "record", "name": "Command", "namespace": "dev.millrace.records", "fields": [
              {"name": "action", "type": {"type": "enum", "name": "Action",
                "symbols": ["UNKNOWN", "TRAIN_NOW"], "default": "UNKNOWN"}},
              {"name": "by", "type": "string"},
              {"name": "at", "type": "long"}]}""");

    private final String topic = UUID.randomUUID() + ".commands";
    private final SchemaRegistry trainer = connect();
    private final SchemaRegistry operator = connect();

    @AfterEach
    void close() {
        trainer.close();
        operator.close();
    }

    @Test
    void isAcceptedByTheRegistryAndUnknownToTheEarlierReader() throws IOException {
        int earlier = trainer.idFor(topic, VERSION_0_1);

        byte[] bytes = operator.of(Command.class)
                .serializer()
                .serialize(topic, new Command(Action.PUBLISH, "anna", 7L, "000001-aaaaaaaa"));

        assertThat(operator.idFor(topic, Command.getClassSchema())).isNotEqualTo(earlier);
        GenericRecord read = new GenericDatumReader<GenericRecord>(Command.getClassSchema(), VERSION_0_1)
                .read(
                        null,
                        DecoderFactory.get()
                                .binaryDecoder(bytes, WireFormat.HEADER, bytes.length - WireFormat.HEADER, null));
        assertThat(read.get("action")).hasToString("UNKNOWN");
        assertThat(read.get("by")).hasToString("anna");
    }

    private static SchemaRegistry connect() {
        return SchemaRegistry.connect(TestRegistry.shared().url(), Map.of(), true, Duration.ofSeconds(5));
    }
}
