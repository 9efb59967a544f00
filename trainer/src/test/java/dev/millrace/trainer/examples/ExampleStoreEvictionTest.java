package dev.millrace.trainer.examples;

import static dev.millrace.testing.Await.until;
import static dev.millrace.trainer.examples.Samples.contents;
import static dev.millrace.trainer.examples.Samples.example;
import static dev.millrace.trainer.examples.Samples.numbered;
import static dev.millrace.trainer.examples.Samples.padded;
import static dev.millrace.trainer.examples.Samples.read;
import static dev.millrace.trainer.examples.Samples.smallFiles;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExampleStoreEvictionTest {

    @TempDir
    private Path directory;

    @Test
    void keepsTheNewestAndASampleOfTheOlder() throws IOException {
        try (ExampleStore store = open(new Retention(100, 50, 7))) {
            store.append(numbered(0, 1_000, "a"), read(0, 1_000));

            Map<String, String> contents = contents(store);

            assertThat(contents).hasSize(150);
            for (int i = 900; i < 1_000; i++) {
                assertThat(contents).containsKey("number " + i);
            }
            long oldest = contents.keySet().stream()
                    .filter(text -> Integer.parseInt(text.substring(7)) < 450)
                    .count();
            assertThat(oldest).isBetween(10L, 40L);
        }
    }

    @Test
    void drawsTheSameSampleForTheSameSeedAlone() throws IOException {
        Map<String, String> once = sampleOf("once", 7);
        Map<String, String> again = sampleOf("again", 7);
        Map<String, String> otherwise = sampleOf("otherwise", 8);

        assertThat(again).isEqualTo(once);
        assertThat(otherwise).isNotEqualTo(once);
    }

    @Test
    void givesTheSpaceOfDeadExamplesBack() throws IOException {
        try (ExampleStore store = ExampleStore.open(directory, smallFiles(new Retention(100, 20, 7)))) {
            for (int i = 0; i < 5_000; i += 100) {
                store.append(padded(i, 100, "a"), read(i, i + 100L));
            }

            assertThat(store.size()).isEqualTo(120);
            until(() -> bytesOfFiles() < 1_000_000);
        }
    }

    @Test
    void followsARetentionThatHasChanged() throws IOException {
        try (ExampleStore store = open(new Retention(100, 50, 7))) {
            store.append(numbered(0, 1_000, "a"), read(0, 1_000));
        }
        for (Retention retention :
                List.of(new Retention(10, 20, 7), new Retention(20, 5, 8), new Retention(40, 40, 8))) {
            try (ExampleStore store = open(retention)) {
                store.append(numbered(0, 0, "a"), read(1_000, 1_001));
            }
        }

        try (ExampleStore store = open(new Retention(40, 40, 8))) {
            assertThat(contents(store)).hasSize(25);
            for (int i = 990; i < 1_000; i++) {
                assertThat(contents(store)).containsKey("number " + i);
            }
            store.append(numbered(1_000, 100, "a"), read(1_001, 1_101));
            assertThat(contents(store)).hasSize(80);
        }
    }

    @Test
    void keepsTheSameWhetherArrivalsWereMeasuredOneByOneOrAllAtOnce() throws IOException {
        Retention small = new Retention(30, 25, 9);
        try (ExampleStore store = ExampleStore.open(directory.resolve("first"), smallFiles(small))) {
            for (int i = 0; i < 400; i += 8) {
                store.append(numbered(i, 8, "a"), read(i, i + 8L));
            }
        }
        try (ExampleStore store = ExampleStore.open(directory.resolve("later"), smallFiles(new Retention(400, 0, 1)))) {
            store.append(numbered(0, 400, "a"), read(0, 400));
        }

        try (ExampleStore first = ExampleStore.open(directory.resolve("first"), smallFiles(small));
                ExampleStore later = ExampleStore.open(directory.resolve("later"), smallFiles(small))) {
            assertThat(contents(later)).isEqualTo(contents(first));
        }
    }

    @Test
    void takesAContentBackThatHadGone() throws IOException {
        try (ExampleStore store = open(new Retention(2, 0, 7))) {
            store.append(numbered(0, 5, "a"), read(0, 5));

            store.append(List.of(example("number 0", "b")), read(5, 6));

            assertThat(contents(store)).isEqualTo(Map.of("number 4", "a", "number 0", "b"));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aRestartChangesNothingWhateverCameGoneAndCompacted(long seed) throws IOException {
        Random random = new Random(seed);
        Retention retention = new Retention(1 + random.nextInt(40), random.nextInt(20), seed);
        Path place = Files.createDirectory(directory.resolve("seed"));
        for (int round = 0; round < 12; round++) {
            Map<String, String> before;
            try (ExampleStore store = ExampleStore.open(place, smallFiles(retention))) {
                for (int batch = 0; batch < 15; batch++) {
                    append(store, random);
                }
                before = contents(store);
            }

            try (ExampleStore store = ExampleStore.open(place, smallFiles(retention))) {
                assertThat(contents(store)).isEqualTo(before);
            }
        }
    }

    private static void append(ExampleStore store, Random random) throws IOException {
        long offset = store.progress().nextOffset("labelled", 0).orElse(0);
        int size = random.nextInt(8);
        List<LabelledContent> batch = Stream.generate(
                        () -> example("number " + random.nextInt(120), "label " + random.nextInt(3)))
                .limit(size)
                .toList();
        store.append(batch, read(offset, offset + size));
    }

    private Map<String, String> sampleOf(String name, long seed) throws IOException {
        StoreSettings settings = smallFiles(new Retention(10, 20, seed));
        try (ExampleStore store = ExampleStore.open(directory.resolve(name), settings)) {
            store.append(numbered(0, 200, "a"), read(0, 200));
            return contents(store);
        }
    }

    /** A compaction may delete files at any time; RocksDB keeps all of them in one folder. */
    private long bytesOfFiles() {
        long bytes = 0;
        for (String name : requireNonNull(directory.toFile().list())) {
            bytes += name.endsWith(".sst") ? directory.resolve(name).toFile().length() : 0;
        }
        return bytes;
    }

    private ExampleStore open(Retention retention) throws IOException {
        return ExampleStore.open(directory, smallFiles(retention));
    }
}
