package dev.millrace.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PackedSequenceTest {

    private static final List<int[]> ROWS = List.of(new int[5], new int[4], new int[4], new int[1]);

    @Test
    void cutsBatchesThatWouldHaveRoomIfTheyWerePadded() {
        assertThat(PackedSequence.cut(ROWS, 8)).extracting(PackedSequence::rows).containsExactly(1, 2, 1);
        assertThat(PackedSequence.cut(ROWS, 20))
                .extracting(PackedSequence::rows)
                .containsExactly(4);
    }

    @Test
    void givesALongRowABatchOfItsOwn() {
        assertThat(PackedSequence.cut(ROWS, 2)).extracting(PackedSequence::rows).containsExactly(1, 1, 1, 1);
    }

    @Test
    void stretchesAsFarAsThereIsRoomAndAStepAtLeast() {
        PackedSequence packing = PackedSequence.of(ROWS); // 4, 3, 3, 3 and 1 places

        assertThat(packing.stretchFrom(0, 7)).isEqualTo(2);
        assertThat(packing.stretchFrom(2, 7)).isEqualTo(5);
        assertThat(packing.stretchFrom(0, 2)).isEqualTo(1);
        assertThat(packing.stretchTo(5, 7)).isEqualTo(2);
        assertThat(packing.stretchTo(2, 7)).isEqualTo(0);
        assertThat(packing.stretchTo(1, 2)).isEqualTo(0);
    }
}
