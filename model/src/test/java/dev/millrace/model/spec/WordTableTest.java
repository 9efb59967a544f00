package dev.millrace.model.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordTableTest {

    private static int place(WordTable table, String word) {
        char[] room = (word + "?".repeat(word.length() % 3)).toCharArray();
        return table.place(room, word.length());
    }

    @Test
    void findsEveryWordAndNoOther() {
        Random random = new Random(1);
        List<String> words = IntStream.range(0, 5000)
                .mapToObj(i -> Integer.toString(random.nextInt(60_000), 7))
                .distinct()
                .toList();

        WordTable table = new WordTable(words);

        assertThat(IntStream.range(0, 60_000).mapToObj(i -> Integer.toString(i, 7)))
                .allSatisfy(word -> assertThat(place(table, word)).isEqualTo(words.indexOf(word)));
    }

    @Test
    void distinguishesWordsThatBeginOrEndAlike() {
        List<String> words = List.of("film", "films", "fil", "m", "ilm", "");

        WordTable table = new WordTable(words);

        assertThat(words).allSatisfy(word -> assertThat(place(table, word)).isEqualTo(words.indexOf(word)));
        assertThat(List.of("filmm", "fi", "s", "ms"))
                .allSatisfy(word -> assertThat(place(table, word)).isEqualTo(WordTable.ABSENT));
    }

    @Test
    void refusesAWordThatComesTwice() {
        assertThatThrownBy(() -> new WordTable(List.of("a", "b", "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 'b' twice");
    }

    @Test
    void findsNothingWithoutWords() {
        assertThat(place(new WordTable(List.of()), "a")).isEqualTo(WordTable.ABSENT);
    }
}
