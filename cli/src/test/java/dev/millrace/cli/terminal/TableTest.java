package dev.millrace.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void alignsTextToTheLeftAndNumbersToTheRight() {
        Table table =
                Table.of("task", "sent", "accuracy").row("image", 7, "0.5").row("r", 12_345, "-");

        assertThat(table.lines())
                .containsExactly("task    sent  accuracy", "image      7       0.5", "r      12345         -");
    }

    @Test
    void printsTheHeaderAloneWithoutRows() {
        assertThat(Table.of("a", "b").lines()).containsExactly("a  b");
    }

    @Test
    void keepsCellsWholeWhateverTheirLength() {
        String cell = "x".repeat(300);

        assertThat(Table.of("a", "b").row(cell, 1).lines()).contains(cell + "  1");
    }

    @Test
    void refusesARowOfAnotherLength() {
        assertThatThrownBy(() -> Table.of("a", "b").row("only one"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("required 2 cells")
                .hasMessageContaining("got 1");
    }
}
