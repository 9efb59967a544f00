package dev.millrace.service.operations;

import static dev.millrace.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.platform.registry.LocalRegistry;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.testing.TestRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RegistryWatchIT {

    private static final Duration INTERVAL = Duration.ofMillis(50);

    @Test
    void saysThatTheRegistryDoesNotAnswer() {
        try (SchemaRegistry away = connect(LocalRegistry.url(TestRegistry.freePort()));
                RegistryWatch watch = RegistryWatch.start(away, INTERVAL)) {
            until(() -> watch.problem().isPresent());

            assertThat(watch.problem().orElseThrow()).contains("has not answered for", "its schema types");
        }
    }

    @Test
    void asksNoMoreOnceItWasAnswered() {
        try (SchemaRegistry registry = connect(TestRegistry.shared().url());
                RegistryWatch watch = RegistryWatch.start(registry, INTERVAL)) {
            until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("registry-watch")));

            assertThat(watch.problem()).isEmpty();
        }
    }

    private static SchemaRegistry connect(String url) {
        return SchemaRegistry.connect(url, Map.of(), true, Duration.ZERO);
    }
}
