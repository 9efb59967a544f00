package dev.millrace.streams.deadletter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.records.Origin;
import dev.millrace.schemas.RecordSize;
import dev.millrace.schemas.deadletter.DeadLetter;
import dev.millrace.schemas.deadletter.DeadLetterHeaders;
import dev.millrace.schemas.deadletter.DeadLetterReason;
import dev.millrace.schemas.deadletter.FailedStep;
import dev.millrace.schemas.deadletter.ReplayHeaders;
import dev.millrace.testing.fuzzing.Allocation;
import dev.millrace.testing.fuzzing.FuzzBudget;
import dev.millrace.testing.fuzzing.FuzzReport;
import dev.millrace.testing.fuzzing.Fuzzing;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** Forged headers: they give coordinates or none, and the dead letter fits whatever they contain. */
class HeadersFuzzTest {

    private static final int MOST = 16_384;
    private static final Origin READ_AT = new Origin("images", 3, 41L, 5L);
    private static final DeadLetter WHY =
            DeadLetter.of(FailedStep.DESERIALIZATION, DeadLetterReason.MALFORMED_RECORD, "it is no record");

    private static final List<byte[]> CORPUS = List.of(
            replay(new Origin("reviews", 0, 7L, 1_700_000_000_000L)),
            replay(new Origin("t", Integer.MAX_VALUE, Long.MAX_VALUE, 0L)),
            replay(new Origin("images.v2_b-7", 1, 0L, Long.MAX_VALUE)));

    @Test
    void readsForgedReplaysAndFitsEveryDeadLetter() {
        FuzzReport report = Fuzzing.run("headers", new FuzzBudget(10_000, Allocation.of(1, 512)), CORPUS, input -> {
            Headers headers = headers(input);
            assertThatTheDeadLetterFits(headers, input);
            return isReplay(headers);
        });

        assertThat(report.understood()).isGreaterThan(CORPUS.size());
        assertThat(report.refused()).isPositive();
    }

    private static boolean isReplay(Headers headers) {
        Optional<Origin> first = ReplayHeaders.read(headers);
        first.ifPresent(origin -> {
            Headers again = new RecordHeaders();
            ReplayHeaders.write(again, origin);
            assertThat(ReplayHeaders.read(again)).contains(origin);
        });
        return first.isPresent();
    }

    /** The input's first bytes give the lengths of key and value, together up to three times what fits. */
    private static void assertThatTheDeadLetterFits(Headers headers, byte[] input) {
        byte[] key = new byte[100 * (input.length > 0 ? input[0] & 0xff : 0)];
        byte[] value = new byte[100 * (input.length > 1 ? input[1] & 0xff : 0)];
        Record<byte[], byte[]> letter = new DeadLetters(MOST).of(new Record<>(key, value, 5L, headers), READ_AT, WHY);

        assertThat(RecordSize.upperBound(letter.key(), letter.value(), letter.headers()))
                .isLessThanOrEqualTo(MOST);
        assertThat(letter.headers().headers(DeadLetterHeaders.REASON))
                .singleElement()
                .satisfies(reason -> assertThat(reason.value()).isEqualTo(bytes("MALFORMED_RECORD")));
        assertThat(letter.headers().lastHeader(DeadLetterHeaders.OFFSET).value())
                .isEqualTo(bytes("41"));
    }

    /** Names and values in turn, each preceded by its length in one byte. */
    private static Headers headers(byte[] input) {
        Headers headers = new RecordHeaders();
        ByteBuffer bytes = ByteBuffer.wrap(input);
        while (bytes.hasRemaining()) {
            String name = new String(piece(bytes), ISO_8859_1);
            headers.add(name, bytes.hasRemaining() ? piece(bytes) : null);
        }
        return headers;
    }

    private static byte[] piece(ByteBuffer bytes) {
        byte[] piece = new byte[Math.min(bytes.get() & 0xff, bytes.remaining())];
        bytes.get(piece);
        return piece;
    }

    private static byte[] replay(Origin origin) {
        Headers headers = new RecordHeaders();
        ReplayHeaders.write(headers, origin);
        ByteBuffer input = ByteBuffer.allocate(1_000);
        headers.forEach(header -> {
            input.put((byte) header.key().length()).put(header.key().getBytes(ISO_8859_1));
            input.put((byte) header.value().length).put(header.value());
        });
        return Arrays.copyOf(input.array(), input.position());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
