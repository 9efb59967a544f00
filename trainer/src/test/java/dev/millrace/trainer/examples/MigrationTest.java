package dev.millrace.trainer.examples;

import static dev.millrace.trainer.examples.Samples.numbered;
import static dev.millrace.trainer.examples.Samples.read;
import static dev.millrace.trainer.examples.Samples.smallFiles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.artifact.Provenance.OffsetRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files in the store's first format, with the retention below: new labels, examples that were evicted and arrived again,
 * compacted files, and a batch that a crash cut short. {@code expected.txt} is what that version read from them.
 */
final class MigrationTest {

    private static final Path FILES = Path.of("src/test/resources/dev/millrace/trainer/examples/segmentlog");
    private static final StoreSettings SETTINGS = smallFiles(new Retention(25, 15, 7));

    @TempDir
    private Path directory;

    @BeforeEach
    void copyOldFiles() throws IOException {
        for (Path file : oldFiles(FILES)) {
            Files.copy(file, directory.resolve(file.getFileName()));
        }
    }

    @Test
    void takesOverWhatTheFirstFormatHeld() throws IOException {
        for (int start = 0; start < 2; start++) {
            try (ExampleStore store = ExampleStore.open(directory, SETTINGS)) {
                assertThat(told(store)).isEqualTo(Files.readAllLines(FILES.resolve("expected.txt")));
            }
            assertThat(oldFiles(directory)).isEmpty();
        }
    }

    @Test
    void behavesAsTheFirstFormatWould() throws IOException {
        try (ExampleStore store = ExampleStore.open(directory, SETTINGS)) {
            store.append(numbered(0, 110, "label 9"), read(332, 442));

            assertThat(store.size()).isEqualTo(40);
            assertThat(store.progress().nextOffset("labelled", 0)).hasValue(442);
        }
    }

    @Test
    void startsOverWhenItWasCutShort() throws IOException {
        Path unfinished = directory.resolve("examples.unfinished");
        Files.createDirectories(unfinished);
        Files.writeString(unfinished.resolve("000004.log"), "half a log");

        try (ExampleStore store = ExampleStore.open(directory, SETTINGS)) {
            assertThat(told(store)).isEqualTo(Files.readAllLines(FILES.resolve("expected.txt")));
        }
        assertThat(unfinished).doesNotExist();
    }

    @Test
    void deletesOldFilesThatACrashLeftBesideTheDatabase() throws IOException {
        ExampleStore.open(directory, SETTINGS).close();
        copyOldFiles();

        try (ExampleStore store = ExampleStore.open(directory, SETTINGS)) {
            assertThat(told(store)).isEqualTo(Files.readAllLines(FILES.resolve("expected.txt")));
        }
        assertThat(oldFiles(directory)).isEmpty();
    }

    @Test
    void refusesADamagedFileAndLeavesAllAsTheyAre() throws IOException {
        Path damaged = directory.resolve("0000000009.examples");
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[500] ^= 1;
        Files.write(damaged, bytes);

        assertThatThrownBy(() -> ExampleStore.open(directory, SETTINGS))
                .isInstanceOf(ExampleStoreException.class)
                .hasMessageContaining("0000000009.examples")
                .hasMessageContaining("damaged at byte");
        assertThat(oldFiles(directory)).hasSameSizeAs(oldFiles(FILES));
        assertThat(damaged).hasBinaryContent(bytes);
    }

    @Test
    void namesAnEntryThatItCannotRead() throws IOException {
        Path file = directory.resolve("0000000013.examples");
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        bytes.put(2 * Integer.BYTES, (byte) 'X');
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.slice(2 * Integer.BYTES, bytes.getInt(0)));
        bytes.putInt(Integer.BYTES, (int) checksum.getValue());
        Files.write(file, bytes.array());

        assertThatThrownBy(() -> ExampleStore.open(directory, SETTINGS))
                .isInstanceOf(ExampleStoreException.class)
                .hasMessageContaining("0000000013.examples")
                .hasMessageContaining("at byte 0");
    }

    private static List<String> told(ExampleStore store) {
        List<String> told = new ArrayList<>();
        told.add("arrivals " + store.progress().arrivals());
        told.add("learned " + store.progress().learned());
        for (OffsetRange range : store.progress().data()) {
            told.add("range " + range.topic() + " " + range.partition() + " " + range.from() + " " + range.to());
        }
        try (ExampleSnapshot snapshot = store.snapshot()) {
            for (Split part : Split.values()) {
                ExampleSplit examples = snapshot.part(part);
                for (int i = 0; i < examples.size(); i++) {
                    String content = new String(examples.content(i), StandardCharsets.UTF_8);
                    told.add(part + "\t" + content + "\t" + snapshot.labels().get(examples.label(i)));
                }
            }
        }
        return told;
    }

    private static List<Path> oldFiles(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> file.toString().endsWith(".examples"))
                    .sorted()
                    .toList();
        }
    }
}
