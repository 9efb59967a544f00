package dev.millrace.trainer.examples;

import static dev.millrace.trainer.examples.Samples.contents;
import static dev.millrace.trainer.examples.Samples.example;
import static dev.millrace.trainer.examples.Samples.numbered;
import static dev.millrace.trainer.examples.Samples.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process leaves behind that dies at any byte of what it writes. */
final class ExampleStoreCrashTest {

    private static final StoreSettings SETTINGS = StoreSettings.of(new Retention(1_000, 0, 1), Shares.standard());
    private static final String SEGMENT = "0000000000.examples";

    @TempDir
    private Path directory;

    @Test
    void comesBackToAWholeBatchWhereverTheFileWasCut() throws IOException {
        List<Map<String, String>> contentsAt = new ArrayList<>();
        List<Long> lengthAt = new ArrayList<>();
        Path original = directory.resolve("original");
        try (ExampleStore store = ExampleStore.open(original, SETTINGS)) {
            for (int batch = 0; batch < 4; batch++) {
                contentsAt.add(contents(store));
                lengthAt.add(Files.size(original.resolve(SEGMENT)));
                store.append(
                        List.of(example("batch " + batch, "a"), example("old", "label " + batch)),
                        read(2L * batch, 2L * batch + 2));
            }
        }
        byte[] file = Files.readAllBytes(original.resolve(SEGMENT));

        for (int cut = 0; cut < file.length; cut++) {
            Path copy = copyOf(file, cut);
            int batches = batchesIn(lengthAt, cut);

            try (ExampleStore store = ExampleStore.open(copy, SETTINGS)) {
                assertThat(contents(store)).isEqualTo(contentsAt.get(batches));
                assertThat(store.progress().nextOffset("labelled", 0).orElse(0)).isEqualTo(2L * batches);
                store.append(List.of(example("after the crash", "a")), read(2L * batches, 2L * batches + 1));
            }
            try (ExampleStore store = ExampleStore.open(copy, SETTINGS)) {
                assertThat(contents(store)).containsKey("after the crash");
            }
        }
    }

    @Test
    void cutsATailWhoseBytesAreWrong() throws IOException {
        try (ExampleStore store = ExampleStore.open(directory, SETTINGS)) {
            store.append(numbered(0, 3, "a"), read(0, 3));
            store.append(numbered(3, 3, "a"), read(3, 6));
        }
        byte[] file = Files.readAllBytes(directory.resolve(SEGMENT));
        file[file.length - 20] ^= 1;
        Files.write(directory.resolve(SEGMENT), file);

        try (ExampleStore store = ExampleStore.open(directory, SETTINGS)) {
            assertThat(store.size()).isEqualTo(3);
            assertThat(store.progress().nextOffset("labelled", 0)).hasValue(3);
        }
    }

    @Test
    void refusesASealedSegmentThatIsDamaged() throws IOException {
        StoreSettings tiny = new StoreSettings(new Retention(1_000, 0, 1), Shares.standard(), 64);
        try (ExampleStore store = ExampleStore.open(directory, tiny)) {
            store.append(numbered(0, 3, "a"), read(0, 3));
            store.append(numbered(3, 3, "a"), read(3, 6));
        }
        byte[] file = Files.readAllBytes(directory.resolve(SEGMENT));
        file[30] ^= 1;
        Files.write(directory.resolve(SEGMENT), file);

        assertThatThrownBy(() -> ExampleStore.open(directory, tiny))
                .isInstanceOf(ExampleStoreException.class)
                .hasMessageContaining(SEGMENT)
                .hasMessageContaining("damaged");
    }

    @Test
    void namesAnEntryOfAnotherVersionInsteadOfCuttingItOff() throws IOException {
        try (ExampleStore store = ExampleStore.open(directory, SETTINGS)) {
            store.append(numbered(0, 1, "a"), read(0, 1));
        }
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(directory.resolve(SEGMENT)));
        int labelLength = EntryReader.HEADER + 1 + ContentHash.BYTES;
        file.putShort(labelLength, Short.MIN_VALUE);
        file.putInt(Integer.BYTES, EntryReader.checksum(file.slice(EntryReader.HEADER, file.getInt(0))));
        Files.write(directory.resolve(SEGMENT), file.array());

        assertThatThrownBy(() -> ExampleStore.open(directory, SETTINGS))
                .isInstanceOf(ExampleStoreException.class)
                .hasMessageContaining(SEGMENT)
                .hasMessageContaining("at byte 0");
        assertThat(directory.resolve(SEGMENT)).hasBinaryContent(file.array());
    }

    @Test
    void staysAsItWasWhenTheDiskIsFull() throws IOException {
        assumeThat(Path.of("/dev/full")).exists();
        StoreSettings tiny = new StoreSettings(new Retention(1_000, 0, 1), Shares.standard(), 64);
        Path full = directory.resolve("0000000001.examples");
        try (ExampleStore store = ExampleStore.open(directory, tiny)) {
            store.append(numbered(0, 3, "a"), read(0, 3));
            Files.createSymbolicLink(full, Path.of("/dev/full"));

            assertThatThrownBy(() -> store.append(numbered(3, 3, "a"), read(3, 6)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left");

            assertThat(store.progress().nextOffset("labelled", 0)).hasValue(3);
            assertThat(contents(store)).hasSize(3);
        }
        Files.delete(full);
        try (ExampleStore store = ExampleStore.open(directory, tiny)) {
            store.append(numbered(3, 3, "a"), read(3, 6));
            assertThat(contents(store)).hasSize(6);
        }
    }

    private Path copyOf(byte[] file, int cut) throws IOException {
        Path copy = Files.createDirectory(directory.resolve("cut-" + cut));
        byte[] head = java.util.Arrays.copyOf(file, cut);
        Files.write(copy.resolve(SEGMENT), head);
        return copy;
    }

    private static int batchesIn(List<Long> lengthAt, int cut) {
        int batches = 0;
        while (batches + 1 < lengthAt.size() && lengthAt.get(batches + 1) <= cut) {
            batches++;
        }
        return batches;
    }
}
