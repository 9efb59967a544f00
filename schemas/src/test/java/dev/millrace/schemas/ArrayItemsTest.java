package dev.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayItemsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"null\"",
                "{\"type\": \"fixed\", \"name\": \"F\", \"size\": 0}",
                "{\"type\": \"record\", \"name\": \"R\", \"fields\": []}",
                "{\"type\": \"record\", \"name\": \"R\", \"fields\": [{\"name\": \"n\", \"type\": \"null\"}]}",
                "{\"type\": \"record\", \"name\": \"P\", \"fields\": [{\"name\": \"a\", \"type\": {\"type\": \"record\","
                        + " \"name\": \"R\", \"fields\": []}}, {\"name\": \"b\", \"type\": \"R\"}]}"
            })
    void findsItemsThatTakeNoBytesAnywhere(String items) {
        String array = "{\"type\": \"array\", \"items\": " + items + "}";

        assertThat(ArrayItems.takeBytes(schema(array))).isFalse();
        assertThat(ArrayItems.takeBytes(schema("{\"type\": \"array\", \"items\": " + array + "}")))
                .isFalse();
        assertThat(ArrayItems.takeBytes(schema("{\"type\": \"map\", \"values\": [\"null\", " + array + "]}")))
                .isFalse();
        assertThat(ArrayItems.takeBytes(schema(
                        "{\"type\": \"record\", \"name\": \"Outer\", \"fields\": [{\"name\": \"next\", \"type\": [\"null\", \"Outer\"]},"
                                + " {\"name\": \"items\", \"type\": " + array + "}]}")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"string\"",
                "[\"null\", \"string\"]",
                "{\"type\": \"map\", \"values\": \"null\"}",
                "{\"type\": \"array\", \"items\": \"int\"}",
                "{\"type\": \"record\", \"name\": \"R\", \"fields\": [{\"name\": \"n\", \"type\": \"null\"},"
                        + " {\"name\": \"next\", \"type\": [\"null\", \"R\"]}]}"
            })
    void acceptsItemsThatTakeBytes(String items) {
        assertThat(ArrayItems.takeBytes(schema("{\"type\": \"array\", \"items\": " + items + "}")))
                .isTrue();
        assertThat(ArrayItems.takeBytes(schema("\"null\""))).isTrue();
    }

    private static Schema schema(String text) {
        return new Schema.Parser().parse(text);
    }
}
