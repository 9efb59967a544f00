package dev.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.records.Review;
import dev.millrace.testing.TestRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

/** Millrace sets the compatibility level on subjects that it created, and on no others. */
class SubjectCompatibilityIT {

    private static final Schema EARLIER = review().requiredString("text").endRecord();

    /** It drops a field without a default: BACKWARD allows that, FULL does not. */
    private static final Schema WITHOUT_TEXT = review().optionalString("label").endRecord();

    private static final Schema OTHER = review().requiredInt("text").endRecord();

    private final String topic = "reviews-" + UUID.randomUUID();
    private final String subject = topic + "-value";
    private final ForeignClient foreign =
            new ForeignClient(TestRegistry.shared().url());

    @Test
    void isFullyTransitiveOnASubjectOfOurs() {
        write(foreign.url());

        assertThat(foreign.level(subject)).contains("FULL_TRANSITIVE");
        assertThat(foreign.register(subject, WITHOUT_TEXT)).isEqualTo(409);
    }

    @Test
    void staysBackwardOnASubjectOfAnotherClient() {
        assertThat(foreign.register(subject, EARLIER)).isEqualTo(200);
        assertThat(foreign.setLevel(subject, "BACKWARD")).isEqualTo(200);

        write(foreign.url());

        assertThat(foreign.level(subject)).contains("\"BACKWARD\"");
        assertThat(foreign.register(subject, WITHOUT_TEXT)).isEqualTo(200);
    }

    @Test
    void staysWithoutALevelOnASubjectOfAnotherClient() {
        assertThat(foreign.register(subject, EARLIER)).isEqualTo(200);

        write(foreign.url());

        assertThat(foreign.level(subject)).doesNotContain("FULL_TRANSITIVE");
        assertThat(foreign.register(subject, OTHER)).isEqualTo(200);
    }

    @Test
    void staysAsPreparedBeforeTheFirstSchema() {
        assertThat(foreign.setLevel(subject, "BACKWARD")).isEqualTo(200);

        write(foreign.url());

        assertThat(foreign.level(subject)).contains("\"BACKWARD\"");
    }

    @Test
    void isUnchangedWhenAnotherClientRegistersFirstAtTheSameTime() {
        AtomicBoolean isFirst = new AtomicBoolean(true);
        RegistryProxy.Gate somebodyIsFaster = request -> {
            if (request.startsWith("POST /subjects/" + subject + "/versions") && isFirst.getAndSet(false)) {
                assertThat(foreign.register(subject, EARLIER)).isEqualTo(200);
            }
            return true;
        };
        try (RegistryProxy proxy = RegistryProxy.before(foreign.url(), somebodyIsFaster)) {
            write(proxy.url());
        }

        assertThat(isFirst).isFalse();
        assertThat(foreign.level(subject)).doesNotContain("FULL_TRANSITIVE");
    }

    @Test
    void isOursWhenAnotherClientRegistersSecondAtTheSameTime() {
        AtomicBoolean isFirst = new AtomicBoolean(true);
        RegistryProxy.Gate somebodyIsSlower = request -> {
            if (request.startsWith("PUT /config/" + subject) && isFirst.getAndSet(false)) {
                assertThat(foreign.register(subject, EARLIER)).isEqualTo(200);
            }
            return true;
        };
        try (RegistryProxy proxy = RegistryProxy.before(foreign.url(), somebodyIsSlower)) {
            write(proxy.url());
        }

        assertThat(isFirst).isFalse();
        assertThat(foreign.level(subject)).contains("FULL_TRANSITIVE");
    }

    @Test
    void isSetByTheNextWriteWhereTheFirstCouldNot() {
        AtomicBoolean takesLevels = new AtomicBoolean(false);
        try (RegistryProxy proxy = RegistryProxy.before(
                        foreign.url(), request -> takesLevels.get() || !request.startsWith("PUT /config/"));
                SchemaRegistry registry = connect(proxy.url())) {
            Serializer<Review> reviews = registry.of(Review.class).serializer();
            assertThatThrownBy(() -> reviews.serialize(topic, new Review("text", null)))
                    .isInstanceOf(RegistryUnavailableException.class);
            assertThat(foreign.level(subject)).doesNotContain("FULL_TRANSITIVE");
            takesLevels.set(true);

            reviews.serialize(topic, new Review("text", null));
        }

        assertThat(foreign.level(subject)).contains("FULL_TRANSITIVE");
    }

    private void write(String url) {
        try (SchemaRegistry registry = connect(url)) {
            registry.of(Review.class).serializer().serialize(topic, new Review("text", null));
        }
    }

    private static SchemaRegistry connect(String url) {
        return SchemaRegistry.connect(url, Map.of(), true, Duration.ZERO);
    }

    private static SchemaBuilder.FieldAssembler<Schema> review() {
        return SchemaBuilder.record("Review").namespace("dev.millrace.records").fields();
    }
}
