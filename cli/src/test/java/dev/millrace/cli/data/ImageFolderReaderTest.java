package dev.millrace.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.spec.DefaultTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderReaderTest {

    @TempDir
    private Path folder;

    @Test
    void usesTheFolderOfAnImageAsItsLabel() throws IOException {
        write("cats/one.PNG");
        write("dogs/two.jpeg");
        write("dogs/notes.md");
        write("loose.png");

        assertThat(Archives.read(DataFormats.reader(DefaultTasks.IMAGE, folder, OfficialSplit.TRAIN)))
                .extracting(Sample::label)
                .containsExactly("cats", "dogs");
    }

    private void write(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, name);
    }
}
