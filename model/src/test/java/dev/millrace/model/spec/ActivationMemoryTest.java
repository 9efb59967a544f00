package dev.millrace.model.spec;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ActivationMemoryTest {

    @Test
    void refusesASmallNetworkThatNeedsGigabytes() {
        assertThatThrownBy(() -> new ImageArchitecture(256, 4_096, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the layers of the network must need at most 33554432 bytes for an input, got 1343045636:"
                        + " choose a smaller input or fewer units");
        assertThatThrownBy(() -> new TextArchitecture(3, 10_000, 1, 1_024))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 409640000");
    }

    @Test
    void acceptsWhatPhotographsAndLongTextsNeed() {
        assertThatCode(() -> new ImageArchitecture(128, 128, 256, 4_096)).doesNotThrowAnyException();
        assertThatCode(() -> new ImageArchitecture(256, 64, 128, 128)).doesNotThrowAnyException();
        assertThatCode(() -> new TextArchitecture(50_000, 2_000, 256, 256)).doesNotThrowAnyException();
    }
}
