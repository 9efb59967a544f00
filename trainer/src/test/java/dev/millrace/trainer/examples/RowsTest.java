package dev.millrace.trainer.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.artifact.Provenance.OffsetRange;
import dev.millrace.model.spec.LabelTrust;
import dev.millrace.trainer.nearcopies.NearCopyRule;
import dev.millrace.trainer.nearcopies.Signature;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The values and keys of the tables as bytes. */
final class RowsTest {

    private static final ContentHash HASH = ContentHash.of(new byte[] {1, 2, 3});

    private static final ExampleRow BARE =
            new ExampleRow(HASH, 7, Placement.LEFT_OUT, OptionalLong.empty(), LabelTrust.UNKNOWN, 0, Optional.empty());

    @Test
    void readsWhatItWroteOfAnExample() {
        Optional<Signature> signature =
                NearCopyRule.TEXT.fingerprint("one two three".getBytes(StandardCharsets.UTF_8)).signatures().stream()
                        .findFirst();
        OptionalLong group = OptionalLong.of(1L << 40);
        ExampleRow whole = new ExampleRow(HASH, 7, Placement.GATE, group, new LabelTrust(9), 2, signature);

        assertThat(ExampleRow.parse(BARE.bytes())).isEqualTo(BARE);
        assertThat(signature).isPresent();
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
        byte[] row = BARE.bytes();
        byte[] state = StoreState.empty(new Retention(1, 0, 0)).bytes();

        assertThatThrownBy(() -> ExampleRow.parse(Arrays.copyOf(row, row.length - 1)))
                .hasMessageContaining("version 3 with");
        assertThatThrownBy(() -> StoreState.parse(Arrays.copyOf(state, state.length - 1)))
                .hasMessageContaining("ends early");
        row[0] = 4;
        state[0] = 2;
        assertThatThrownBy(() -> ExampleRow.parse(row)).hasMessageContaining("got version 4");
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
