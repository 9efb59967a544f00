package dev.millrace.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
                Arguments.of("<", List.of()),
                Arguments.of("", List.of()));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void cutsTextIntoWords(String text, List<String> words) {
        assertThat(Tokenizer.tokens(text)).isEqualTo(words);
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
        TextEncoder encoder = new TextEncoder(Vocabulary.of(List.of("a", "b", "c")), 3);

        assertThat(encoder.encode("a b c x a")).containsExactly(4, Vocabulary.UNKNOWN, 2);
        assertThat(encoder.encode("b")).containsExactly(3);
        assertThat(encoder.encode("...")).isEmpty();
    }

    @Test
    void countsWordsForTheVocabularyWhateverTheOrderOfTheTexts() {
        Vocabulary vocabulary = Vocabulary.byFrequency(Stream.of("b a", "b c", "a b"), 4);

        assertThat(vocabulary.words()).containsExactly("b", "a");
        assertThat(vocabulary).isEqualTo(Vocabulary.byFrequency(Stream.of("a b", "b c", "b a"), 4));
    }
}
