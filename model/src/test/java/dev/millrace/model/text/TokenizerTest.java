package dev.millrace.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.spec.TokenizerKind;
import dev.millrace.model.spec.Vocabulary;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("A Fine film!", List.of("a", "fine", "film")),
                Arguments.of("good<br /><br />bad", List.of("good", "bad")),
                Arguments.of("it's 'quoted' rock'n'roll", List.of("it's", "quoted", "rock'n'roll")),
                Arguments.of("don\u2019t", List.of("don't")),
                Arguments.of("2 < 3 and 5 > 4", List.of("2", "3", "and", "5", "4")),
                Arguments.of("one\u0085two\u0093three", List.of("one", "two", "three")),
                Arguments.of("na\u00efve \u00c9t\u00c9", List.of("na\u00efve", "\u00e9t\u00e9")),
                Arguments.of("\ud800 lone \udc00surrogate", List.of("lone", "surrogate")),
                Arguments.of("e\u0301t\u00e9 \u0939\u093f\u0928", List.of("e\u0301t\u00e9", "\u0939\u093f\u0928")),
                Arguments.of("\u0000\u0001\u001b\u007f\u009f\u200b", List.of()),
                Arguments.of("a<b>c</b>d<i", List.of("a", "c", "d", "i")),
                Arguments.of("<".repeat(50_000), List.of()),
                Arguments.of("'".repeat(50_000) + "s", List.of("s")),
                Arguments.of("x".repeat(100_000), List.of("x".repeat(100_000))),
                Arguments.of("\u00e9" + "x".repeat(99), List.of("\u00e9" + "x".repeat(99))),
                Arguments.of("\u0130".repeat(40) + "x", List.of("i\u0307".repeat(40) + "x")),
                Arguments.of("\u039f\u0394\u039f\u03a3 \u03a3", List.of("\u03bf\u03b4\u03bf\u03c2", "\u03c3")),
                Arguments.of("\ud83d\ude00good\ud83d\ude00", List.of("good")),
                Arguments.of("<", List.of()),
                Arguments.of("", List.of()));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void cutsTextIntoWords(String text, List<String> words) {
        assertThat(Tokenizer.tokens(text)).isEqualTo(words);
    }

    @Test
    @Timeout(60)
    void readsATextOfTagsThatNeverCloseInOnePass() {
        assertThat(Tokenizer.tokens("<a".repeat(1_000_000))).hasSize(1_000_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void readsWhateverCharactersComeAndGivesNoEmptyWord(long seed) {
        Random random = new Random(seed);
        for (int trial = 0; trial < 200; trial++) {
            StringBuilder text = new StringBuilder();
            random.ints(50, 0, 0x10000).forEach(unit -> text.append((char) unit));

            assertThat(Tokenizer.tokens(text.toString()))
                    .allSatisfy(word -> assertThat(word).isNotEmpty());
        }
    }

    @Test
    void encodesTheLastWordsOfALongText() {
        TextEncoder encoder = new TextEncoder(Vocabulary.of(List.of("a", "b", "c")), 3, TokenizerKind.BASIC);

        assertThat(encoder.encode("a b c x a")).containsExactly(4, Vocabulary.UNKNOWN, 2);
        assertThat(encoder.encode("b")).containsExactly(3);
        assertThat(encoder.encode("...")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void encodesTheSameWordsThatItCuts(long seed) {
        Random random = new Random(seed);
        Vocabulary vocabulary = Vocabulary.of(List.of("a", "b", "ab", "a'b", "1"));
        TextEncoder encoder = new TextEncoder(vocabulary, 7, TokenizerKind.BASIC);
        for (int trial = 0; trial < 300; trial++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(40), 0, 8).forEach(i -> text.append("aB'1 <>/".charAt(i)));
            List<String> words = Tokenizer.tokens(text.toString());

            int[] ids = encoder.encode(text.toString());

            List<String> last = words.subList(Math.max(0, words.size() - 7), words.size());
            assertThat(ids)
                    .containsExactly(last.stream().mapToInt(vocabulary::id).toArray());
        }
    }

    @Test
    void leavesOverlongWordsOutOfTheVocabulary() {
        Vocabulary vocabulary =
                VocabularyBuilder.byFrequency(Stream.of("x".repeat(65) + " y"), 10, TokenizerKind.BASIC);

        assertThat(vocabulary.words()).containsExactly("y");
    }

    @Test
    void countsWordsForTheVocabularyWhateverTheOrderOfTheTexts() {
        Vocabulary vocabulary = VocabularyBuilder.byFrequency(Stream.of("b a", "b c", "a b"), 4, TokenizerKind.BASIC);

        assertThat(vocabulary.words()).containsExactly("b", "a");
        assertThat(vocabulary)
                .isEqualTo(VocabularyBuilder.byFrequency(Stream.of("a b", "b c", "b a"), 4, TokenizerKind.BASIC));
    }
}
