package dev.millrace.service;

import static dev.millrace.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsWatchTest {

    private static final Duration INTERVAL = Duration.ofMillis(20);

    @TempDir
    private Path folder;

    private final List<String> applied = new CopyOnWriteArrayList<>();
    private volatile boolean isKafkaThere = true;
    private Path file;
    private SettingsWatch watch;

    @BeforeEach
    void start() throws IOException {
        file = folder.resolve("millrace.properties");
        write("tasks=a\nstreams.threads=1\n");
        watch = SettingsWatch.of(environment());
        watch.start(INTERVAL, this::apply);
        until(() -> applied.equals(List.of("a")));
    }

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void hasAChangedFileAppliedOnce() throws IOException {
        write("tasks=a,b\nstreams.threads=1\n");
        until(() -> applied.contains("a,b"));
        write("tasks=a,b\nstreams.threads=1\n", "# a comment\n");
        write("tasks=a,c\nstreams.threads=1\n");
        until(() -> applied.contains("a,c"));

        assertThat(applied).containsExactly("a", "a,b", "a,c");
        assertThat(watch.notes()).isEmpty();
    }

    @Test
    void appliesAFileOnlyOnceTwoReadingsAgree() throws IOException {
        SettingsWatch still = SettingsWatch.of(environment());
        write("tasks=half\n");

        still.check(file, this::apply);
        write("tasks=half,whole\n");
        still.check(file, this::apply);
        assertThat(still.notes()).isEmpty();
        still.check(file, () -> Set.of());

        assertThat(still.notes()).anyMatch(note -> note.contains(":1: tasks takes effect after a restart"));
    }

    @Test
    void appliesAnEarlierFileAgainAfterOneThatFailedHalfway() throws IOException {
        SettingsWatch still = SettingsWatch.of(environment());
        List<String> calls = new ArrayList<>();
        read(still, "tasks=a\nstreams.threads=1\n", () -> calls.add("first"));
        read(still, "tasks=a,b\nstreams.threads=1\n", () -> {
            throw new OutOfMemoryError("unable to create native thread");
        });

        read(still, "tasks=a\nstreams.threads=1\n", () -> calls.add("restored"));

        assertThat(calls).containsExactly("first", "restored");
        assertThat(still.notes()).isEmpty();
    }

    /** Two readings, since a change counts from the second on. */
    private void read(SettingsWatch watch, String text, Runnable change) throws IOException {
        write(text);
        for (int readings = 0; readings < 2; readings++) {
            watch.check(file, () -> {
                change.run();
                return Set.of("MILLRACE_TASKS");
            });
        }
    }

    @Test
    void saysWhatTakesEffectAfterARestartUntilItIsAsBefore() throws IOException {
        write("tasks=a,b\nstreams.threads=2\nstreams.state-dir=here\n");

        until(() -> watch.notes().size() == 2);
        assertThat(applied).contains("a,b");
        assertThat(watch.notes())
                .anyMatch(note -> note.endsWith(":2: streams.threads takes effect after a restart"))
                .anyMatch(note -> note.endsWith(":3: streams.state-dir takes effect after a restart"));

        write("tasks=a,b\n");
        until(() -> watch.notes().size() == 1);
        assertThat(watch.notes().get(0))
                .endsWith(":2: streams.threads was removed, which takes effect after a restart");

        write("tasks=a,b\nstreams.threads=1\n");
        until(() -> watch.notes().isEmpty());
    }

    @Test
    void refusesAFileWithErrorsAndTakesTheNextOne() throws IOException {
        write("tasks=wrong\n");

        until(() -> !watch.notes().isEmpty());
        assertThat(watch.notes())
                .singleElement()
                .asString()
                .contains("is refused", ":1: tasks='wrong': required others");

        Files.delete(file);
        until(() -> watch.notes().toString().contains("can't be read"));

        write("tasks=a,b\nstreams.threads=1\n");
        until(() -> watch.notes().isEmpty());
        assertThat(applied).containsExactly("a", "a,b");
    }

    @Test
    void triesAgainWhenKafkaIsMissing() throws IOException {
        isKafkaThere = false;
        write("tasks=a,b\nstreams.threads=1\n");
        until(() -> !watch.notes().isEmpty());
        assertThat(watch.notes().get(0)).contains("is not applied yet").contains("Kafka is away");

        isKafkaThere = true;

        until(() -> watch.notes().isEmpty());
        assertThat(applied).containsExactly("a", "a,b");
    }

    private Set<String> apply() {
        Settings settings = new Settings(environment());
        String tasks = settings.get("MILLRACE_TASKS", "", text -> {
            if (text.equals("wrong")) {
                throw new IllegalArgumentException("required others");
            }
            return text;
        });
        settings.rejectIfInvalid();
        if (!isKafkaThere) {
            throw new KafkaException("Kafka is away");
        }
        applied.add(tasks);
        return Set.of("MILLRACE_TASKS");
    }

    private Map<String, String> environment() {
        return Map.of("MILLRACE_CONFIG", file.toString());
    }

    private void write(String... lines) throws IOException {
        Files.writeString(file, String.join("", lines));
    }
}
