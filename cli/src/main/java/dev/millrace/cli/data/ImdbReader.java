package dev.millrace.cli.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads the layout of aclImdb: {@code train|test/pos|neg/ID_RATING.txt}, one review per file, in any folder. Skips the
 * unlabelled reviews of {@code unsup}, and what else the official folders have. Accepts the official archive or a folder.
 */
final class ImdbReader {

    private static final Set<String> LABELS = Set.of("neg", "pos");
    private static final Set<String> SPLITS = Set.of("train", "test");

    private ImdbReader() {}

    static SampleReader archive(Path archive, OfficialSplit split) {
        return sink -> {
            boolean[] found = {false};
            TarGz.forEachFile(archive, (name, content) -> {
                List<String> path = List.of(name.split("/"));
                if (isReview(path, split)) {
                    found[0] = true;
                    accept(path, content.readNBytes(Sample.MOST_BYTES + 1), sink);
                }
            });
            if (!found[0]) {
                throw new DataException(
                        "'" + archive + "' has no review (train|test/pos|neg/*.txt) of the split " + split);
            }
        };
    }

    static SampleReader folder(Path folder, OfficialSplit split) {
        return sink -> {
            try (Stream<Path> files =
                    Files.walk(folder).filter(Files::isRegularFile).sorted()) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    List<String> path = names(file);
                    if (isReview(path, split)) {
                        accept(path, Files.readAllBytes(file), sink);
                    } else if (path.stream().noneMatch(SPLITS::contains)) {
                        sink.leftOut(
                                file.toString(), "is in none of the folders train/pos, train/neg, test/pos, test/neg");
                    }
                }
            }
        };
    }

    /** Whether the folder has this layout: it, or a folder in it, contains {@code pos} and {@code neg}. */
    static boolean isIn(Path folder) throws IOException {
        try (Stream<Path> folders = Files.walk(folder, 2).filter(Files::isDirectory)) {
            return folders.anyMatch(
                    inner -> LABELS.stream().allMatch(label -> Files.isDirectory(inner.resolve(label))));
        }
    }

    /** Whether the folder with {@code pos} and {@code neg} is {@code train} or {@code test}. */
    static boolean hasSplits(Path folder) throws IOException {
        try (Stream<Path> folders = Files.walk(folder.toAbsolutePath(), 2).filter(Files::isDirectory)) {
            return folders.anyMatch(inner -> SPLITS.contains(String.valueOf(inner.getFileName()))
                    && LABELS.stream().allMatch(label -> Files.isDirectory(inner.resolve(label))));
        }
    }

    private static boolean isReview(List<String> path, OfficialSplit split) {
        int last = path.size() - 1;
        if (last < 1 || !path.get(last).endsWith(".txt") || !LABELS.contains(path.get(last - 1))) {
            return false;
        }
        String part = last < 2 ? "" : path.get(last - 2);
        return !SPLITS.contains(part) || split.holds(part);
    }

    private static void accept(List<String> path, byte[] content, Consumer<Sample> sink) {
        sink.accept(Sample.text(path.get(path.size() - 2), new String(content, StandardCharsets.UTF_8)));
    }

    private static List<String> names(Path file) {
        Path path = file.toAbsolutePath().normalize();
        int names = path.getNameCount();
        return StreamSupport.stream(path.subpath(Math.max(0, names - 3), names).spliterator(), false)
                .map(Path::toString)
                .toList();
    }
}
