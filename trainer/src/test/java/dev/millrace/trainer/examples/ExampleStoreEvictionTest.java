package dev.millrace.trainer.examples;

import static dev.millrace.trainer.examples.Samples.contents;
import static dev.millrace.trainer.examples.Samples.example;
import static dev.millrace.trainer.examples.Samples.numbered;
import static dev.millrace.trainer.examples.Samples.read;
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
        try (ExampleStore store = open(new Retention(100, 50, 7), 1 << 20)) {
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
        try (ExampleStore store = open(new Retention(100, 20, 7), 10_000)) {
            for (int i = 0; i < 10_000; i += 10) {
                store.append(numbered(i, 10, "a"), read(i, i + 10L));
            }

            assertThat(store.size()).isEqualTo(120);
            assertThat(bytesOnDisk()).isLessThan(60_000);
        }
    }

    @Test
    void takesAContentBackThatHadGone() throws IOException {
        try (ExampleStore store = open(new Retention(2, 0, 7), 1 << 20)) {
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
        long segmentBytes = random.nextLong(200, 2_200);
        Path place = Files.createDirectory(directory.resolve("seed"));
        for (int round = 0; round < 12; round++) {
            Map<String, String> before;
            try (ExampleStore store = ExampleStore.open(place, settings(retention, segmentBytes))) {
                for (int batch = 0; batch < 15; batch++) {
                    append(store, random);
                }
                before = contents(store);
            }

            try (ExampleStore store = ExampleStore.open(place, settings(retention, segmentBytes))) {
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
        StoreSettings settings = settings(new Retention(10, 20, seed), 1 << 20);
        try (ExampleStore store = ExampleStore.open(directory.resolve(name), settings)) {
            store.append(numbered(0, 200, "a"), read(0, 200));
            return contents(store);
        }
    }

    private long bytesOnDisk() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private ExampleStore open(Retention retention, long segmentBytes) throws IOException {
        return ExampleStore.open(directory, settings(retention, segmentBytes));
    }

    private static StoreSettings settings(Retention retention, long segmentBytes) {
        return new StoreSettings(retention, Shares.standard(), segmentBytes);
    }
}
