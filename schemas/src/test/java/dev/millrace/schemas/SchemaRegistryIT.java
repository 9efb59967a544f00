package dev.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.platform.registry.LocalRegistry;
import dev.millrace.records.Label;
import dev.millrace.records.Review;
import dev.millrace.testing.TestRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaRegistryIT {

    private final String topic = "reviews-" + UUID.randomUUID();
    private final SchemaRegistry registry = connect(TestRegistry.shared().url(), true);
    private final Serde<Review> reviews = registry.of(Review.class);

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void readsWhatItWrote() {
        Review review = new Review("a fine film", "pos");

        byte[] bytes = reviews.serializer().serialize(topic, review);

        assertThat(bytes[0]).isZero();
        assertThat(reviews.deserializer().deserialize(topic, bytes)).isEqualTo(review);
    }

    @Test
    void namesAnIdThatTheRegistryDoesNotKnow() {
        byte[] bytes = ByteBuffer.allocate(9).put((byte) 0).putInt(987_654_321).array();

        assertThatThrownBy(() -> reviews.deserializer().deserialize(topic, bytes))
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessageContaining("987654321");
    }

    @Test
    void refusesARecordOfAnotherType() {
        byte[] bytes = registry.of(Label.class).serializer().serialize(topic, new Label("pos", null));

        assertThatThrownBy(() -> reviews.deserializer().deserialize(topic, bytes))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("dev.millrace.records.Label");
    }

    @Test
    void writesNothingThatIsNotRegisteredWhenItMayNotRegister() {
        try (SchemaRegistry strict = connect(TestRegistry.shared().url(), false)) {
            assertThatThrownBy(() -> strict.of(Review.class).serializer().serialize(topic, new Review("text", null)))
                    .isInstanceOf(UnknownSchemaException.class)
                    .hasMessageContaining(topic + "-value");
        }
    }

    @Test
    void saysThatTheRegistryIsAwayOnlyAfterItsPatience() {
        try (SchemaRegistry away = connect("http://127.0.0.1:" + TestRegistry.freePort(), true)) {
            assertThatThrownBy(() -> away.of(Review.class).serializer().serialize(topic, new Review("text", null)))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("PT2S");
        }
    }

    @Test
    void keepsSchemaIdsWhenTheRegistryIsKilledAndStartedAgain(@TempDir Path storage) throws InterruptedException {
        int port = TestRegistry.freePort();
        byte[] written;
        try (LocalRegistry first = LocalRegistry.start(port, storage);
                SchemaRegistry connected = connect(first.url(), true)) {
            written = connected.of(Review.class).serializer().serialize(topic, new Review("before", null));
            first.process().destroyForcibly().waitFor();
        }

        try (LocalRegistry second = LocalRegistry.start(port, storage);
                SchemaRegistry connected = connect(second.url(), true)) {
            Serde<Review> serde = connected.of(Review.class);

            assertThat(serde.deserializer().deserialize(topic, written).getText())
                    .isEqualTo("before");
            assertThat(serde.serializer().serialize(topic, new Review("before", null)))
                    .isEqualTo(written);
        }
    }

    private static SchemaRegistry connect(String url, boolean autoRegister) {
        return SchemaRegistry.connect(url, Map.of(), autoRegister, Duration.ofSeconds(2));
    }
}
