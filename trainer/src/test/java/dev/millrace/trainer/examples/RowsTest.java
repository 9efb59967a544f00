package dev.millrace.trainer.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.artifact.Provenance.OffsetRange;
import dev.millrace.model.spec.LabelTrust;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The values and keys of the tables as bytes. */
final class RowsTest {

    private static final ContentHash HASH = ContentHash.of(new byte[] {1, 2, 3});

    @Test
    void readsWhatItWroteOfAnExample() {
        ExampleRow bare = ExampleRow.of(HASH, 7, LabelTrust.UNKNOWN);
        ExampleRow whole =
                new ExampleRow(HASH, 7, Optional.of(Split.GATE), OptionalLong.of(1L << 40), new LabelTrust(9));

        assertThat(ExampleRow.parse(bare.bytes())).isEqualTo(bare);
        assertThat(ExampleRow.parse(whole.bytes())).isEqualTo(whole);
        assertThat(whole.withLabel(8, LabelTrust.UNKNOWN).group()).isEqualTo(whole.group());
    }

    @Test
    void readsWhatItWroteOfAStore() {
        StoreProgress progress = new StoreProgress(9, 5, List.of(new OffsetRange("größen", 3, 4, 1L << 40)));
        StoreState state =
                new StoreState(1L << 33, new StoreState.Window(12, 34), 56, new Retention(100, 60, -7), progress);

        assertThat(StoreState.parse(state.bytes())).isEqualTo(state);
    }

    @Test
    void refusesAnotherVersionAndWhatEndsEarly() {
        byte[] row = ExampleRow.of(HASH, 7, LabelTrust.UNKNOWN).bytes();
        byte[] state = StoreState.empty(new Retention(1, 0, 0)).bytes();

        assertThatThrownBy(() -> ExampleRow.parse(Arrays.copyOf(row, row.length - 1)))
                .hasMessageContaining("version 2 with");
        assertThatThrownBy(() -> StoreState.parse(Arrays.copyOf(state, state.length - 1)))
                .hasMessageContaining("ends early");
        row[0] = 3;
        state[0] = 2;
        assertThatThrownBy(() -> ExampleRow.parse(row)).hasMessageContaining("got version 3");
        assertThatThrownBy(() -> StoreState.parse(state)).hasMessageContaining("got 2");
    }

    @Test
    void sortsHigherLotsFirst() {
        List<Lot> lots = List.of(new Lot(0.9, 4), new Lot(0.5, 1), new Lot(0.5, 2), new Lot(0, 3));
        TreeSet<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);
        lots.forEach(lot -> keys.add(lot.key()));

        assertThat(keys.stream().map(Lot::parse)).containsExactlyElementsOf(lots);
        assertThat(lots).isSorted();
    }
}
