package dev.millrace.streams.deadletter;

import static dev.millrace.fixtures.RegistrylessTopics.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.Rejection;
import dev.millrace.records.Origin;
import dev.millrace.schemas.deadletter.DeadLetter;
import dev.millrace.schemas.deadletter.DeadLetterHeaders;
import dev.millrace.schemas.deadletter.DeadLetterReason;
import dev.millrace.schemas.deadletter.FailedStep;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private static final Origin FROM = new Origin("images", 3, 77L, 5_000L);

    private final DeadLetters deadLetters = new DeadLetters(16_384);
    private final DeadLetter why = new DeadLetter(
            FailedStep.PROCESSING, DeadLetterReason.EMPTY_IMAGE, "no bytes", Optional.of("000001-aaaaaaaa"));

    @Test
    void keepsTheBytesAndSaysWhatHappenedWhere() {
        Record<byte[], byte[]> original = record(bytes("value"), new RecordHeaders().add("trace", bytes("1")));

        Record<byte[], byte[]> letter = deadLetters.of(original, FROM, why);

        assertThat(letter.key()).isSameAs(original.key());
        assertThat(letter.value()).isSameAs(original.value());
        assertThat(letter.timestamp()).isEqualTo(5_000L);
        assertThat(header(letter, "trace")).isEqualTo("1");
        assertThat(header(letter, DeadLetterHeaders.STAGE)).isEqualTo("processing");
        assertThat(header(letter, DeadLetterHeaders.REASON)).isEqualTo("EMPTY_IMAGE");
        assertThat(header(letter, DeadLetterHeaders.MESSAGE)).isEqualTo("no bytes");
        assertThat(header(letter, DeadLetterHeaders.TOPIC)).isEqualTo("images");
        assertThat(header(letter, DeadLetterHeaders.PARTITION)).isEqualTo("3");
        assertThat(header(letter, DeadLetterHeaders.OFFSET)).isEqualTo("77");
        assertThat(header(letter, DeadLetterHeaders.TIMESTAMP)).isEqualTo("5000");
        assertThat(header(letter, DeadLetterHeaders.MODEL)).isEqualTo("000001-aaaaaaaa");
    }

    @Test
    void namesEveryRejectionOfAModel() {
        for (Rejection rejection : Rejection.values()) {
            assertThat(RejectionReason.of(rejection)).hasToString(rejection.name());
        }
    }

    @Test
    void saysTheNewestReasonOnceWhenAReplayFailsAgain() {
        Record<byte[], byte[]> first = deadLetters.of(record(bytes("value"), new RecordHeaders()), FROM, why);

        Record<byte[], byte[]> second = deadLetters.of(
                first, FROM, DeadLetter.of(FailedStep.DESERIALIZATION, DeadLetterReason.MALFORMED_RECORD, "no Avro"));

        assertThat(second.headers().headers(DeadLetterHeaders.REASON)).hasSize(1);
        assertThat(header(second, DeadLetterHeaders.REASON)).isEqualTo("MALFORMED_RECORD");
        assertThat(second.headers().lastHeader(DeadLetterHeaders.MODEL)).isNull();
    }

    @Test
    void leavesHeadersOutWhereTheWholeWouldNotFit() {
        Record<byte[], byte[]> original = record(new byte[10_000], new RecordHeaders().add("large", new byte[6_000]));

        Record<byte[], byte[]> letter = deadLetters.of(original, FROM, why);

        assertThat(header(letter, DeadLetterHeaders.OMITTED)).isEqualTo("headers");
        assertThat(letter.value()).hasSize(10_000);
        assertThat(letter.headers().lastHeader("large")).isNull();
    }

    @Test
    void leavesTheValueOutWhereItAloneIsTooMuch() {
        Record<byte[], byte[]> letter = deadLetters.of(record(new byte[20_000], new RecordHeaders()), FROM, why);

        assertThat(letter.value()).isNull();
        assertThat(letter.key()).isEqualTo(bytes("id"));
        assertThat(header(letter, DeadLetterHeaders.OMITTED)).isEqualTo("headers,value");
        assertThat(header(letter, DeadLetterHeaders.OFFSET)).isEqualTo("77");
    }

    @Test
    void leavesEvenAHugeKeyOut() {
        Record<byte[], byte[]> huge = new Record<>(new byte[20_000], bytes("value"), 0L);

        Record<byte[], byte[]> letter = deadLetters.of(huge, FROM, why);

        assertThat(letter.key()).isNull();
        assertThat(header(letter, DeadLetterHeaders.OMITTED)).isEqualTo("headers,value,key");
    }

    @Test
    void cutsALongMessage() {
        DeadLetter longWinded = DeadLetter.of(FailedStep.PROCESSING, DeadLetterReason.EMPTY_TEXT, "x".repeat(5_000));

        assertThat(longWinded.message()).hasSize(DeadLetter.LONGEST_MESSAGE);
    }

    @Test
    void saysItselfWhatIsOmittedWhateverTheOriginalClaims() {
        RecordHeaders claiming = new RecordHeaders();
        claiming.add(DeadLetterHeaders.OMITTED, bytes("headers,value"));

        Record<byte[], byte[]> letter = deadLetters.of(record(bytes("value"), claiming), FROM, why);

        assertThat(letter.headers().lastHeader(DeadLetterHeaders.OMITTED)).isNull();
    }

    @Test
    void saysThatHeadersAreLeftOutWhereTheyAreNotAtHand() {
        Record<byte[], byte[]> letter =
                deadLetters.withoutHeaders(record(bytes("value"), new RecordHeaders()), FROM, why);

        assertThat(header(letter, DeadLetterHeaders.OMITTED)).isEqualTo("headers");
        assertThat(letter.value()).isEqualTo(bytes("value"));
    }

    private static Record<byte[], byte[]> record(byte[] value, Headers headers) {
        return new Record<>(bytes("id"), value, 5_000L, headers);
    }

    private static String header(Record<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
