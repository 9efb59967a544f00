package dev.millrace.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.model.spec.Vocabulary;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextAugmentationTest {

    private static final int[] TEXT = IntStream.range(2, 102).toArray();

    private final Random random = new Random(1);

    @Test
    void takesEveryStretchThatThereIs() {
        TextAugmentation stretches = new TextAugmentation(60, 0);

        Set<Integer> beginnings = IntStream.range(0, 2_000)
                .mapToObj(trial -> stretches.apply(TEXT, random))
                .peek(text -> assertThat(text)
                        .hasSize(60)
                        .isEqualTo(IntStream.range(text[0], text[0] + 60).toArray()))
                .map(text -> text[0])
                .collect(Collectors.toSet());

        assertThat(beginnings)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(2, 42).boxed().toList());
    }

    @Test
    void leavesShortTextsWhole() {
        assertThat(new TextAugmentation(100, 0).apply(TEXT, random)).isEqualTo(TEXT);
        assertThat(new TextAugmentation(60, 0).apply(new int[] {7}, random)).containsExactly(7);
        assertThat(new TextAugmentation(60, 0).apply(new int[0], random)).isEmpty();
    }

    @Test
    void forgetsItsShareOfTheWordsAndLeavesTheTextAsItIs() {
        int[] before = TEXT.clone();
        TextAugmentation forgetful = new TextAugmentation(Integer.MAX_VALUE, 0.2);

        double forgotten = IntStream.range(0, 200)
                .mapToLong(trial -> Arrays.stream(forgetful.apply(TEXT, random))
                        .filter(id -> id == Vocabulary.UNKNOWN)
                        .count())
                .average()
                .orElseThrow();

        assertThat(forgotten).isCloseTo(20, within(1.0));
        assertThat(TEXT).isEqualTo(before);
    }

    @Test
    void refusesWhatMakesNoText() {
        assertThatThrownBy(() -> new TextAugmentation(0, 0)).hasMessageContaining("at least 1 word, got 0");
        assertThatThrownBy(() -> new TextAugmentation(1, 1)).hasMessageContaining("below 1, got 1.0");
        assertThatThrownBy(() -> new TextAugmentation(1, Double.NaN)).hasMessageContaining("NaN");
    }
}
