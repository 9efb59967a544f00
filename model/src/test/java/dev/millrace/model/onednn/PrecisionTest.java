package dev.millrace.model.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrecisionTest {

    @AfterEach
    void letOneDnnBe() {
        System.clearProperty("millrace.onednn");
    }

    @Test
    void float32IsEverywhere() {
        assertThat(Precision.FLOAT32.isAvailable()).isTrue();
        assertThat(Precision.FLOAT32.speedup()).isEqualTo(1);
        assertThat(Precision.FLOAT32.orFloat32()).isEqualTo(Precision.FLOAT32);
    }

    @Test
    void bfloat16ServesWhereItsProductsAreFaster() {
        assumeTrue(Precision.BFLOAT16.isAvailable(), "this processor has no bfloat16 instructions");

        double speedup = Precision.BFLOAT16.speedup();

        assertThat(speedup).isStrictlyBetween(0.05, 50.0);
        assertThat(Precision.BFLOAT16.speedup()).as("timed once").isEqualTo(speedup);
        assertThat(Precision.BFLOAT16.orFloat32()).isEqualTo(speedup < 1.3 ? Precision.FLOAT32 : Precision.BFLOAT16);
    }

    @Test
    void bfloat16IsNowhereWithoutOneDnn() {
        System.setProperty("millrace.onednn", "off");

        assertThat(Precision.BFLOAT16.isAvailable()).isFalse();
        assertThat(Precision.BFLOAT16.speedup()).isZero();
        assertThat(Precision.BFLOAT16.orFloat32()).isEqualTo(Precision.FLOAT32);
    }
}
