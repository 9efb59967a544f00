package dev.millrace.model.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.onednn.Precision;
import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.Labels;
import dev.millrace.model.spec.Optimizer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Bfloat16AgreementTest {

    @ParameterizedTest
    @CsvSource({
        "1, 0, BFLOAT16",
        "0.995, -0.002, BFLOAT16",
        "0.995, 0.002, BFLOAT16",
        "0.9949, 0, FLOAT32",
        "1, 0.0021, FLOAT32",
        "1, -0.0021, FLOAT32",
        "NaN, 0, FLOAT32"
    })
    void allowsWhatTheRuleAllows(double share, double moved, Precision allowed) {
        Bfloat16Agreement agreement = new Bfloat16Agreement(share, moved);

        assertThat(agreement.suffices()).isEqualTo(allowed == Precision.BFLOAT16);
        if (Double.isFinite(share)) {
            Manifest manifest = manifest(agreement.metrics());
            assertThat(Bfloat16Agreement.of(manifest)).contains(agreement);
            assertThat(Bfloat16Agreement.allowed(manifest, Precision.BFLOAT16)).isEqualTo(allowed);
            assertThat(Bfloat16Agreement.allowed(manifest, Precision.FLOAT32)).isEqualTo(Precision.FLOAT32);
        }
    }

    @Test
    void doesNotAllowBfloat16WithoutAComparison() {
        Manifest manifest = manifest(Map.of("accuracy", 0.9, "bfloat16Agreement", 1.0));

        assertThat(Bfloat16Agreement.of(manifest)).isEmpty();
        assertThat(Bfloat16Agreement.allowed(manifest, Precision.BFLOAT16)).isEqualTo(Precision.FLOAT32);
    }

    private static Manifest manifest(Map<String, Double> metrics) {
        return new Manifest(
                new Architecture.Convolutional(ImageArchitecture.standard()),
                Labels.of("neg", "pos"),
                new FitSettings(Optimizer.ADAM, 1e-3, 32, 1, 0.5, 1),
                metrics,
                new Provenance(List.of(), Sha256.of(new byte[0]), 1, 1, Instant.EPOCH, Optional.empty(), Map.of()));
    }
}
