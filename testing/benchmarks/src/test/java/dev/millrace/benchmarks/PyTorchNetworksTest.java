package dev.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The peer really does the work that is timed. */
class PyTorchNetworksTest {

    @ParameterizedTest
    @EnumSource(Network.class)
    void memorisesOneBatch(Network network) {
        try (Subject training = PyTorchNetworks.open(network, Work.TRAINING, 8)) {
            float first = training.run();

            float last = first;
            for (int step = 0; step < 60; step++) {
                last = training.run();
            }

            assertThat(last).isLessThan(first * 0.7f);
        }
    }

    @ParameterizedTest
    @EnumSource(Network.class)
    void answersWithAProbability(Network network) {
        try (Subject inference = PyTorchNetworks.open(network, Work.INFERENCE, 8)) {
            assertThat(inference.run()).isBetween(0f, 1f);
        }
    }
}
