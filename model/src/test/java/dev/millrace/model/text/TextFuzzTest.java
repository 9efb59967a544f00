package dev.millrace.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.spec.TokenizerKind;
import dev.millrace.model.spec.Vocabulary;
import dev.millrace.testing.fuzzing.Allocation;
import dev.millrace.testing.fuzzing.FuzzBudget;
import dev.millrace.testing.fuzzing.FuzzReport;
import dev.millrace.testing.fuzzing.Fuzzing;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Any sequence of 16 bit units is a text, lone surrogates included. */
class TextFuzzTest {

    private static final int MAX_TOKENS = 20;

    private final TextEncoder encoder = new TextEncoder(
            Vocabulary.of(List.of("good", "film", "isn't", "\u0444\u0438\u043b\u044c\u043c")),
            MAX_TOKENS,
            TokenizerKind.BASIC);

    @Test
    void encodesAnyTextIntoIdsOfTheVocabulary() {
        List<byte[]> corpus = Stream.of(
                        "A good film, isn't it? <br /><br />Good!",
                        "\u0424\u0438\u043b\u044c\u043c \u0130stanbul tre\u0301s \u2019bon\u2019 l\u2019\u00e9t\u00e9",
                        "\u0928\u093f\u0939\u093e\u0930\u093f\u0915\u093e \ud835\udc54\ud835\udc5c \ud83d\ude00 x",
                        "word ".repeat(300))
                .map(TextFuzzTest::units)
                .toList();

        FuzzReport report = Fuzzing.run(
                "texts", new FuzzBudget(10_000, Allocation.of(1, 64)), corpus, input -> isEncoded(text(input)));

        assertThat(report.understood()).isGreaterThan(corpus.size());
        assertThat(report.refused()).isPositive();
    }

    private boolean isEncoded(String text) {
        List<String> tokens = Tokenizer.tokens(text);
        int[] ids = encoder.encode(text);
        assertThat(tokens).allMatch(token -> Character.isLetterOrDigit(token.codePointAt(0)));
        assertThat(Tokenizer.tokens(String.join(" ", tokens))).isEqualTo(tokens);
        assertThat(ids).hasSize(Math.min(MAX_TOKENS, tokens.size()));
        for (int i = 0; i < ids.length; i++) {
            assertThat(ids[i])
                    .isEqualTo(encoder.vocabulary().id(tokens.get(tokens.size() - ids.length + i)))
                    .isBetween(Vocabulary.UNKNOWN, encoder.vocabulary().size() - 1);
        }
        return !tokens.isEmpty();
    }

    private static byte[] units(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * text.length());
        bytes.asCharBuffer().put(text);
        return bytes.array();
    }

    private static String text(byte[] units) {
        return ByteBuffer.wrap(units).asCharBuffer().toString();
    }
}
