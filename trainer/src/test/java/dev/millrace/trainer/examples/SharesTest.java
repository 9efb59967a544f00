package dev.millrace.trainer.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SharesTest {

    @Test
    void dividesContentsByTheShares() {
        Map<Split, Integer> counts = new EnumMap<>(Split.class);

        for (int i = 0; i < 20_000; i++) {
            counts.merge(Shares.standard().partOf(hash("text " + i)), 1, Integer::sum);
        }

        assertThat(counts.get(Split.TRAINING)).isCloseTo(16_000, within(300));
        assertThat(counts.get(Split.VALIDATION)).isCloseTo(2_000, within(200));
        assertThat(counts.get(Split.GATE)).isCloseTo(2_000, within(200));
    }

    @Test
    void assignsTheSameSplitInEveryVersion() {
        assertThat(Shares.standard().partOf(hash("text 0"))).isEqualTo(Split.GATE);
        assertThat(Shares.standard().partOf(hash("text 15"))).isEqualTo(Split.TRAINING);
    }

    @Test
    void dividesAlongAnotherLineThanTheDigestItself() {
        int gate = 0;
        int lowDigests = 0;

        for (int i = 0; i < 50_000; i++) {
            ContentHash hash = hash("text " + i);
            if (hash.first() >>> 60 == 0) {
                lowDigests++;
                gate += Shares.standard().partOf(hash) == Split.GATE ? 1 : 0;
            }
        }

        assertThat((double) gate / lowDigests).isCloseTo(0.1, within(0.02));
    }

    @Test
    void leavesAFifthForTrainingAtLeast() {
        assertThatThrownBy(() -> new Shares(0.5, 0.4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 0.8");
        assertThatThrownBy(() -> new Shares(Double.NaN, 0.1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ContentHash hash(String text) {
        return ContentHash.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
