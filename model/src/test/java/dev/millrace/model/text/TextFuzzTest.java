package dev.millrace.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import dev.millrace.model.spec.TokenizerKind;
import dev.millrace.model.spec.Vocabulary;
import dev.millrace.testing.fuzzing.Allocation;
import dev.millrace.testing.fuzzing.FuzzBudget;
import dev.millrace.testing.fuzzing.FuzzReport;
import dev.millrace.testing.fuzzing.Fuzzing;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Any sequence of 16 bit units is a text, lone surrogates included. */
class TextFuzzTest {

    private static final int MAX_TOKENS = 20;
    private static final String LONGER_THAN_A_TAG = " ".repeat(50);

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

    /** Words of other scripts are cut by ICU, which has dictionaries and tables of its own to go wrong in. */
    @Test
    void cutsAnyTextIntoUnicodeWords() {
        List<byte[]> corpus = Stream.concat(
                        Stream.of(
                                "A good film, isn\u2019t it? &#x1f600;<br />caf&eacute;",
                                "\u8fd9\u90e8\u7535\u5f71\u975e\u5e38\u7cbe\u5f69 \ud83d\ude00\ufe0f\u200d\u2764",
                                "\u0e09\u0e31\u0e19\u0e17\u0e33\u0e07\u0e32\u0e19 \u6771\u4eac\u30bf\u30ef\u30fc",
                                "a\u0301\u0323".repeat(100)),
                        IntStream.range(0, 100).mapToObj(TextFuzzTest::runsOfScripts))
                .map(TextFuzzTest::units)
                .toList();

        FuzzReport report = Fuzzing.run(
                "texts in any script",
                new FuzzBudget(4_000, Allocation.of(1, 1_000)),
                corpus,
                input -> isCutIntoUnicodeWords(text(input)));

        assertThat(report.understood()).isGreaterThan(corpus.size());
        assertThat(report.refused()).isPositive();
    }

    private static boolean isCutIntoUnicodeWords(String text) {
        List<String> words = Tokenizer.tokens(text, TokenizerKind.UNICODE);
        List<String> twice = Tokenizer.tokens(text + LONGER_THAN_A_TAG + text, TokenizerKind.UNICODE);
        assertThat(twice)
                .isEqualTo(Stream.of(words, words).flatMap(List::stream).toList());
        assertThat(words).allMatch(TextFuzzTest::isWord);
        return !words.isEmpty();
    }

    private static boolean isWord(String word) {
        int first = word.codePointAt(0);
        return UCharacter.isLetterOrDigit(first) || Emoji.starts(first);
    }

    /** Random characters of a random place in Unicode, then of another one. */
    private static String runsOfScripts(int seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int run = 0; run < 4; run++) {
            int first = random.nextInt(random.nextInt(4) == 0 ? Character.MAX_CODE_POINT - 128 : 0x10000);
            random.ints(1 + random.nextInt(60), first, first + 128).forEach(text::appendCodePoint);
        }
        return text.append("word").toString();
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
