package dev.millrace.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {

    @TempDir
    private Path folder;

    @Test
    void deletesATemporaryFolderAtTheEnd() throws IOException {
        WorkFolder work = WorkFolder.open("test", Optional.empty(), false);
        Files.writeString(work.folder("deep").resolve("file"), "content");

        work.close();

        assertThat(work.path()).doesNotExist();
    }

    @Test
    void keepsTheFolderThatWasAskedFor() throws IOException {
        try (WorkFolder work = WorkFolder.open("test", Optional.of(folder.resolve("mine")), false)) {
            Files.writeString(work.log("broker"), "line");
        }

        assertThat(folder.resolve("mine/logs/broker.log")).hasContent("line");
    }

    @Test
    void refusesAFolderWithAnEarlierRun() throws IOException {
        Files.writeString(folder.resolve("something"), "");

        assertThatThrownBy(() -> WorkFolder.open("test", Optional.of(folder), false))
                .hasMessageContaining("must be empty");
    }
}
