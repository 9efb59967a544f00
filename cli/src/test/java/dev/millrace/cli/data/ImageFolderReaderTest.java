package dev.millrace.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.spec.DefaultTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderReaderTest {

    private static final String GIF = "GIF89a";

    @TempDir
    private Path folder;

    private final List<String> leftOut = new ArrayList<>();

    @Test
    void usesTheFolderOfAnImageAsItsLabel() throws IOException {
        write("cats/one", GIF);
        write("dogs/two.jpeg", GIF);
        Path notes = write("dogs/notes.png", "not an image");
        write("loose.png", GIF);

        List<Sample> samples = Archives.read(reader(folder), leftOut);

        assertThat(samples)
                .extracting(Sample::label)
                .containsExactly(Optional.of("cats"), Optional.of("dogs"), Optional.empty());
        assertThat(leftOut).containsExactly(notes + " does not begin as an image of a format that Millrace reads");
    }

    @Test
    void saysWhatToDoWithAnImageThatNeedsANativeCodec() throws IOException {
        Path avif = write("cats/one.avif", "\0\0\0\040ftypavif\0\0\0\0");
        write("cats/two.gif", GIF);

        List<Sample> samples = Archives.read(reader(folder), leftOut);

        assertThat(samples).hasSize(1);
        assertThat(leftOut).containsExactly(avif + " begins as AVIF, which Millrace does not read; convert it to JPEG");
    }

    @Test
    void readsAFlatFolderOrOneFileWithoutLabels() throws IOException {
        Path one = write("one.gif", GIF);
        write("two.gif", GIF);

        assertThat(Archives.read(reader(folder)))
                .hasSize(2)
                .allMatch(sample -> sample.label().isEmpty());
        assertThat(Archives.read(reader(one))).hasSize(1);
    }

    @Test
    void namesWhatHasNoLabelWhereLabelsAreRequired() throws IOException {
        write("cats/one.gif", GIF);
        Path loose = write("loose.gif", GIF);

        assertThat(Archives.read(reader(folder).labelledOnly(), leftOut)).hasSize(1);

        assertThat(leftOut).containsExactly(loose + " has no label; put it into a folder that is named for its label");
    }

    private static SampleReader reader(Path path) {
        return DataFormats.reader(DefaultTasks.IMAGE, path, OfficialSplit.TRAIN);
    }

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
