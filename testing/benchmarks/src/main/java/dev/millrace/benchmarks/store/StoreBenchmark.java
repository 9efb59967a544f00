package dev.millrace.benchmarks.store;

import dev.millrace.model.artifact.Provenance.OffsetRange;
import dev.millrace.trainer.examples.ExampleSnapshot;
import dev.millrace.trainer.examples.ExampleSplit;
import dev.millrace.trainer.examples.ExampleStore;
import dev.millrace.trainer.examples.LabelledContent;
import dev.millrace.trainer.examples.OffsetAdvance;
import dev.millrace.trainer.examples.Retention;
import dev.millrace.trainer.examples.Shares;
import dev.millrace.trainer.examples.Split;
import dev.millrace.trainer.examples.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Times one step of an example store's life in its own JVM, and prints a line of figures.
 *
 * <p>{@code write DIRECTORY EXAMPLES NEWEST RESERVOIR} stores images of 32 × 32 random pixels in batches of 500, as
 * intake does. {@code read DIRECTORY NEWEST RESERVOIR} opens the store and reads the training split in random order, as
 * a fit does. It uses only the example store's public classes, so the class path decides which version is measured.
 */
public final class StoreBenchmark {

    private static final int IMAGE_BYTES = 3 * 32 * 32;
    private static final int BATCH = 500;
    private static final int LABELS = 10;

    private StoreBenchmark() {}

    /**
     * Runs one step.
     *
     * @throws IllegalArgumentException when the arguments are neither those of {@code write} nor those of {@code read}
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 5 && arguments[0].equals("write")) {
            write(Path.of(arguments[1]), Integer.parseInt(arguments[2]), settings(arguments[3], arguments[4]));
        } else if (arguments.length == 4 && arguments[0].equals("read")) {
            read(Path.of(arguments[1]), settings(arguments[2], arguments[3]));
        } else {
            throw new IllegalArgumentException(
                    "required: write DIRECTORY EXAMPLES NEWEST RESERVOIR, or read DIRECTORY NEWEST RESERVOIR");
        }
    }

    private static StoreSettings settings(String newest, String reservoir) {
        Retention retention = new Retention(Integer.parseInt(newest), Integer.parseInt(reservoir), 1);
        return StoreSettings.of(retention, Shares.standard());
    }

    private static void write(Path directory, int examples, StoreSettings settings) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        Stopwatch appending = new Stopwatch();
        try (ExampleStore store = ExampleStore.open(directory, settings)) {
            for (int offset = 0; offset < examples; offset += BATCH) {
                List<LabelledContent> batch = images(random);
                OffsetRange read = new OffsetRange("labelled-images", 0, offset, offset + BATCH);
                appending.start();
                store.append(batch, new OffsetAdvance(List.of(read)));
                appending.stop();
            }
            print("slowest batch in ms", appending.slowestSeconds() * 1_000);
            appending.start();
        }
        appending.stop();
        print("appended", examples, appending);
        ProcessMemory.now().print();
    }

    private static List<LabelledContent> images(SplittableRandom random) {
        List<LabelledContent> images = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            byte[] pixels = new byte[IMAGE_BYTES];
            random.nextBytes(pixels);
            images.add(LabelledContent.of(pixels, "label " + random.nextInt(LABELS)));
        }
        return images;
    }

    private static void read(Path directory, StoreSettings settings) throws IOException {
        Stopwatch opening = new Stopwatch();
        opening.start();
        try (ExampleStore store = ExampleStore.open(directory, settings)) {
            opening.stop();
            print("examples", store.size());
            print("opened, ms", opening.seconds() * 1_000);
            print("opened, ms of processor", opening.processorSeconds() * 1_000);
            Stopwatch taking = new Stopwatch();
            taking.start();
            try (ExampleSnapshot snapshot = store.snapshot()) {
                taking.stop();
                print("listed by a snapshot", snapshot.size(), taking);
                ProcessMemory.now().print();
                for (int epoch = 0; epoch < 3; epoch++) {
                    readShuffled(snapshot.part(Split.TRAINING), epoch);
                }
                readDigests(snapshot.part(Split.TRAINING));
                ProcessMemory.now().print();
            }
        }
    }

    private static void readShuffled(ExampleSplit part, long seed) {
        int[] order = shuffled(part.size(), seed);
        long sum = 0;
        Stopwatch reading = new Stopwatch();
        reading.start();
        for (int index : order) {
            byte[] content = part.content(index);
            sum += content[part.label(index)];
        }
        reading.stop();
        if (sum == 0) {
            throw new IllegalStateException("random pixels can't add up to 0");
        }
        print("read at random", order.length, reading);
    }

    private static void readDigests(ExampleSplit part) {
        long sum = 0;
        Stopwatch reading = new Stopwatch();
        reading.start();
        for (int index = 0; index < part.size(); index++) {
            sum += part.digest(index)[0];
        }
        reading.stop();
        if (sum == 0) {
            throw new IllegalStateException("digests of random pixels can't add up to 0");
        }
        print("digests read", part.size(), reading);
    }

    private static int[] shuffled(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int place = random.nextInt(i + 1);
            order[i] = order[place];
            order[place] = i;
        }
        return order;
    }

    private static void print(String what, int count, Stopwatch time) {
        print(what + ", a second", count / time.seconds());
        print(what + ", a second of processor", count / time.processorSeconds());
    }

    static void print(String name, double value) {
        System.out.printf(Locale.ROOT, "%s: %,.0f%n", name, value);
    }
}
