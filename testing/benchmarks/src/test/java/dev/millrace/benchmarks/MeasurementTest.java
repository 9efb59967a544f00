package dev.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementTest {

    private static final Case SUBJECT = new Case(Network.CNN, Work.TRAINING, 64, 2);

    @Test
    void isTheMedianOfAllRounds() {
        assertThat(measured(List.of(9.0, 1.0, 2.0)).samplesPerSecond()).isEqualTo(2.0);
        assertThat(measured(List.of(9.0, 1.0, 2.0, 4.0)).samplesPerSecond()).isEqualTo(3.0);
        assertThat(measured(List.of(9.0, 1.0, 2.0)).spread()).isEqualTo(4.0);
    }

    @Test
    void keepsTheFormatThatProgramsRead() throws Exception {
        assertThat(new ObjectMapper().writeValueAsString(measured(List.of(2.0))))
                .isEqualTo("{\"network\":\"cnn\",\"work\":\"training\",\"engine\":\"millrace-bf16\",\"batch\":64,"
                        + "\"threads\":2,\"samplesPerSecond\":2.0}");
    }

    private static Measurement measured(List<Double> rounds) {
        return Measurement.of(SUBJECT, Engine.MILLRACE_BF16, rounds);
    }
}
