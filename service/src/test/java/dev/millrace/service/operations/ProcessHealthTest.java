package dev.millrace.service.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProcessHealthTest {

    private Optional<String> registryProblem = Optional.of("the registry is away");
    private final ProcessHealth health = new ProcessHealth(List.of(() -> registryProblem, Optional::empty));

    @Test
    void livesButIsNotReadyWhileItStarts() {
        assertThat(health.live().isFine()).isTrue();
        assertThat(health.ready().problems()).containsExactly("the registry is away", "it starts");
    }

    @Test
    void addsTheServicesOwnChecksToThoseOfItsDependencies() {
        health.runs(
                () -> new Health(List.of("no thread")),
                () -> new Health(List.of("no model")),
                task -> Optional.empty());

        assertThat(health.live().problems()).containsExactly("no thread");
        assertThat(health.ready().problems()).containsExactly("the registry is away", "no model");
    }

    @Test
    void isReadyOnceNeitherHasAProblem() {
        health.runs(() -> new Health(List.of()), () -> new Health(List.of()), task -> Optional.empty());
        registryProblem = Optional.empty();

        assertThat(health.ready().isFine()).isTrue();
    }

    @Test
    void tellsTasksApartOnceItRuns() {
        assertThat(health.ready("frames").orElseThrow().problems())
                .containsExactly("the registry is away", "it starts");

        registryProblem = Optional.empty();
        Map<String, Health> ofTasks =
                Map.of("frames", new Health(List.of("no model")), "tickets", new Health(List.of()));
        health.runs(
                () -> new Health(List.of()),
                () -> new Health(List.of()),
                task -> Optional.ofNullable(ofTasks.get(task)));

        assertThat(health.ready("frames").orElseThrow().problems()).containsExactly("no model");
        assertThat(health.ready("tickets").orElseThrow().isFine()).isTrue();
        assertThat(health.ready("other")).isEmpty();
    }
}
