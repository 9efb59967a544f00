package dev.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published files contain exactly the schemas that Millrace registers. */
class PublishedSchemasTest {

    static List<Path> files() {
        return PublishedSchemas.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void needsNoOtherFile(Path file) throws Exception {
        Schema alone = parsed(file);

        Schema registered = SpecificData.get().getSchema(Class.forName(alone.getFullName()));
        assertThat(alone.getName()).isEqualTo(PublishedSchemas.record(file));
        assertThat(SchemaNormalization.toParsingForm(alone)).isEqualTo(SchemaNormalization.toParsingForm(registered));
    }

    @Test
    void areExactlyWhatIsRegistered() throws IOException {
        List<String> registered = PublishedSchema.types().stream()
                .map(type -> PublishedSchema.of(type).toString())
                .toList();

        List<String> published = new ArrayList<>();
        for (Path file : PublishedSchemas.files()) {
            published.add(parsed(file).toString());
        }
        assertThat(registered).containsExactlyInAnyOrderElementsOf(published);
    }

    /** Avro compares no documentation: without this, two files could describe one type differently. */
    @Test
    void defineATypeAlikeInEachFile() throws Exception {
        Map<String, Set<String>> definitions = new TreeMap<>();
        for (Path file : PublishedSchemas.files()) {
            collect(parsed(file), definitions);
        }

        assertThat(definitions).containsKeys("dev.millrace.records.Origin", "dev.millrace.records.ImageEncoding");
        assertThat(definitions).allSatisfy((type, texts) -> assertThat(texts).hasSize(1));
    }

    private static void collect(Schema schema, Map<String, Set<String>> definitions) {
        switch (schema.getType()) {
            case UNION -> schema.getTypes().forEach(type -> collect(type, definitions));
            case ARRAY -> collect(schema.getElementType(), definitions);
            case MAP -> collect(schema.getValueType(), definitions);
            case ENUM -> note(schema, definitions);
            case RECORD -> {
                note(schema, definitions);
                schema.getFields().forEach(field -> collect(field.schema(), definitions));
            }
            default -> assertThat(schema.getType()).isNotEqualTo(Schema.Type.FIXED);
        }
    }

    private static void note(Schema type, Map<String, Set<String>> definitions) {
        definitions.computeIfAbsent(type.getFullName(), name -> new TreeSet<>()).add(type.toString());
    }

    private static Schema parsed(Path file) throws IOException {
        return new Schema.Parser().parse(file.toFile());
    }
}
