package dev.millrace.model.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LabelNameTest {

    @Test
    void countsCharactersRatherThanCodeUnits() {
        assertThat(LabelName.problem("😀".repeat(200))).isEmpty();
        assertThat(LabelName.problem("😀".repeat(201)))
                .hasValueSatisfying(problem -> assertThat(problem).contains("at most 200 characters, got one of 201"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\u0000b", "a\nb", "\u001b[31mred", "a\u0085b", "a\u2028b", "\ud83d"})
    void refusesBlankTextAndControlCharacters(String text) {
        assertThat(LabelName.isValid(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cat", "Straßenbahn", "猫", "👨‍👩‍👧", "très bien", "a b"})
    void acceptsNamesInAnyScript(String text) {
        assertThat(LabelName.isValid(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10", "-1", "high", ""})
    void refusesLevelsOutsideOneToNine(String text) {
        assertThatThrownBy(() -> LabelTrust.parse(text)).hasMessageContaining("from 1 to 9");
    }
}
