package dev.millrace.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.cli.data.DataException;
import dev.millrace.cli.data.Samples;
import dev.millrace.cli.produce.WithheldLabels;
import dev.millrace.model.spec.DefaultTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataChoiceTest {

    @TempDir
    private Path folder;

    private final List<String> notices = new ArrayList<>();

    @Test
    void usesTheFolderThatTheUserGave() throws IOException {
        Files.writeString(folder.resolve("own.tsv"), "good\tone\nbad\ttwo\n");

        try (Samples samples = choice(Optional.of(folder), false).samples(DefaultTasks.REVIEW)) {
            assertThat(samples.size()).isEqualTo(2);
            assertThat(notices).isEmpty();
        }
    }

    @Test
    void saysThatItGeneratedWhatTheGivenFolderLacks() {
        try (Samples samples = choice(Optional.of(folder), false).samples(DefaultTasks.IMAGE)) {
            assertThat(samples.origin()).isEqualTo("generated shapes");
            assertThat(notices).singleElement().asString().startsWith("GENERATED DATA for images");
        }
    }

    @Test
    void refusesAFolderThatDoesNotExist() {
        assertThatThrownBy(() ->
                        choice(Optional.of(folder.resolve("absent")), false).samples(DefaultTasks.IMAGE))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void generatesDataWhenAskedTo() {
        try (Samples samples = choice(Optional.empty(), true).samples(DefaultTasks.REVIEW)) {
            assertThat(samples.origin()).isEqualTo("generated texts");
        }
    }

    private DataChoice choice(Optional<Path> data, boolean generated) {
        QuickstartPlan plan = new QuickstartPlan(
                data,
                generated,
                Optional.empty(),
                1,
                1,
                new WithheldLabels(0.2),
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
        return new DataChoice(plan, folder.resolve("home"), folder, notices::add);
    }
}
