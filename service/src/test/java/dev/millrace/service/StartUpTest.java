package dev.millrace.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class StartUpTest {

    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private final StartUp startUp = new StartUp(stop);

    @Test
    void triesUntilKafkaAnswersAndSaysWhyNot() {
        List<Optional<String>> problems = new ArrayList<>();

        String done = startUp.untilDone("the topics can't be made", () -> {
            problems.add(startUp.problem());
            if (problems.size() < 2) {
                throw new KafkaException("failed", new TimeoutException("nobody there"));
            }
            return "made";
        });

        assertThat(done).isEqualTo("made");
        assertThat(problems.get(1).orElseThrow())
                .startsWith("the topics can't be made: ")
                .endsWith("nobody there");
        assertThat(startUp.problem()).isEmpty();
    }

    @Test
    void doesNotRetryAnInvalidProperty() {
        assertThatThrownBy(() -> startUp.untilDone("x", () -> {
                    throw new ConfigException("retries", "many");
                }))
                .isInstanceOf(ConfigException.class);
    }

    @Test
    void endsWhenItIsAskedToStop() {
        assertThatThrownBy(() -> startUp.untilDone("x", () -> {
                    stop.complete(null);
                    throw new TimeoutException("nobody there");
                }))
                .isInstanceOf(CancellationException.class);
    }
}
