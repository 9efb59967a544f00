package dev.millrace.trainer.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SharesTest {

    private static final Optional<SplitKey> NO_KEY = Optional.empty();

    @Test
    void dividesContentsByTheShares() {
        Map<Split, Integer> counts = new EnumMap<>(Split.class);

        for (int i = 0; i < 20_000; i++) {
            counts.merge(Shares.standard().partOf(hash("text " + i), NO_KEY), 1, Integer::sum);
        }

        assertThat(counts.get(Split.TRAINING)).isCloseTo(16_000, within(300));
        assertThat(counts.get(Split.VALIDATION)).isCloseTo(2_000, within(200));
        assertThat(counts.get(Split.GATE)).isCloseTo(2_000, within(200));
    }

    @Test
    void assignsTheSameSplitInEveryVersion() {
        assertThat(Shares.standard().partOf(hash("text 0"), NO_KEY)).isEqualTo(Split.GATE);
        assertThat(Shares.standard().partOf(hash("text 15"), NO_KEY)).isEqualTo(Split.TRAINING);
    }

    @Test
    void dividesAlongAnotherLineThanTheDigestItself() {
        int gate = 0;
        int lowDigests = 0;

        for (int i = 0; i < 50_000; i++) {
            ContentHash hash = hash("text " + i);
            if (hash.first() >>> 60 == 0) {
                lowDigests++;
                gate += Shares.standard().partOf(hash, NO_KEY) == Split.GATE ? 1 : 0;
            }
        }

        assertThat((double) gate / lowDigests).isCloseTo(0.1, within(0.02));
    }

    @Test
    void dividesByEachKeyInAnotherWay() {
        Optional<SplitKey> key = Optional.of(SplitKey.random());
        Optional<SplitKey> same = key.map(SplitKey::hex).map(SplitKey::parse);
        Optional<SplitKey> other = Optional.of(SplitKey.random());
        int gate = 0;
        int gateOfBoth = 0;

        for (int i = 0; i < 20_000; i++) {
            Split split = Shares.standard().partOf(hash("text " + i), key);
            assertThat(Shares.standard().partOf(hash("text " + i), same)).isEqualTo(split);
            gate += split == Split.GATE ? 1 : 0;
            boolean isBoth = split == Split.GATE && Shares.standard().partOf(hash("text " + i), other) == Split.GATE;
            gateOfBoth += isBoth ? 1 : 0;
        }

        assertThat(gate).isCloseTo(2_000, within(200));
        assertThat(gateOfBoth).isCloseTo(200, within(80));
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
