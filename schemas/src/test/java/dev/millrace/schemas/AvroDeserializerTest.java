package dev.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.records.Review;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroDeserializerTest {

    private final SchemaRegistry nowhere = SchemaRegistry.connect("http://127.0.0.1:1", Map.of(), false, Duration.ZERO);
    private final Deserializer<Review> reviews = nowhere.of(Review.class).deserializer();

    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "\0\0\0\0", "{\"text\": \"no Avro\"}"})
    void refusesBytesThatAreNotInTheWireFormatWithoutAskingTheRegistry(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> reviews.deserialize("reviews", bytes))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("wire format");
    }

    @Test
    void readsATombstoneAsNothing() {
        assertThat(reviews.deserialize("reviews", null)).isNull();
    }
}
