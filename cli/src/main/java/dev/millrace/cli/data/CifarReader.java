package dev.millrace.cli.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads CIFAR-10's binary layout: records of a label byte and three planes (red, green, blue) of 32 × 32 samples.
 * Accepts the official archive, a folder of batches, or one batch.
 */
final class CifarReader {

    private static final int SIDE = 32;
    private static final int PLANE = SIDE * SIDE;
    private static final int RECORD = 1 + 3 * PLANE;

    /** The classes, in the order of the label byte. */
    static final List<String> LABELS =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    private CifarReader() {}

    static SampleReader archive(Path archive, OfficialSplit split) {
        return sink -> {
            boolean[] found = {false};
            TarGz.forEachFile(archive, (name, content) -> {
                if (isBatch(name, split)) {
                    found[0] = true;
                    readBatch(archive + "!" + name, content, sink);
                }
            });
            if (!found[0]) {
                throw new DataException("'" + archive + "' has no batch (*.bin) of the split " + split);
            }
        };
    }

    static SampleReader folder(Path folder, OfficialSplit split) {
        return sink -> {
            for (Path batch : batches(folder, split)) {
                batch(batch).read(sink);
            }
        };
    }

    static SampleReader batch(Path batch) {
        return sink -> {
            try (InputStream content = new BufferedInputStream(Files.newInputStream(batch), 1 << 16)) {
                readBatch(batch.toString(), content, sink);
            }
        };
    }

    /** Whether the folder itself contains batches. */
    static boolean isIn(Path folder) throws IOException {
        return !batches(folder, OfficialSplit.ALL).isEmpty();
    }

    private static List<Path> batches(Path folder, OfficialSplit split) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isBatch(file.getFileName().toString(), split))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isBatch(String name, OfficialSplit split) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        return file.endsWith(".bin") && split.holds(file.startsWith("test") ? "test" : "train");
    }

    private static void readBatch(String name, InputStream content, Consumer<Sample> sink) throws IOException {
        byte[] image = content.readNBytes(RECORD);
        for (long record = 0; image.length > 0; record++) {
            if (image.length < RECORD) {
                throw new DataException("'" + name + "' ends inside record " + record + ": required " + RECORD
                        + " bytes, got " + image.length);
            }
            int label = Byte.toUnsignedInt(image[0]);
            if (label >= LABELS.size()) {
                throw new DataException(
                        "'" + name + "' record " + record + ": required a label byte of 0 to 9, got " + label);
            }
            sink.accept(Sample.raw(LABELS.get(label), interleaved(image), SIDE, SIDE));
            image = content.readNBytes(RECORD);
        }
    }

    private static byte[] interleaved(byte[] planar) {
        byte[] pixels = new byte[3 * PLANE];
        for (int pixel = 0; pixel < PLANE; pixel++) {
            for (int channel = 0; channel < 3; channel++) {
                pixels[3 * pixel + channel] = planar[1 + channel * PLANE + pixel];
            }
        }
        return pixels;
    }
}
