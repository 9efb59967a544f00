package dev.millrace.cli.data;

import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Detects the layout of a data set. */
public final class DataFormats {

    /** The name of CIFAR-10's official binary archive. */
    public static final String CIFAR_ARCHIVE = "cifar-10-binary.tar.gz";

    /** The name of the official archive of the IMDB reviews. */
    public static final String IMDB_ARCHIVE = "aclImdb_v1.tar.gz";

    private static final String CIFAR_FOLDER = "cifar-10-batches-bin";

    private DataFormats() {}

    /**
     * Returns a reader for the samples at {@code path}.
     *
     * @throws DataException when nothing is there, or the layout is not known for the task
     */
    public static SampleReader reader(Task task, Path path, OfficialSplit split) {
        if (!Files.exists(path)) {
            throw new DataException("'" + path + "' does not exist");
        }
        return find(task, path, split)
                .or(() -> files(task, path))
                .orElseThrow(() -> new DataException(
                        "'" + path + "' is no data for " + task.id() + "s: required " + expected(task)));
    }

    /** Files of the task's type in a folder of no known layout. */
    private static Optional<SampleReader> files(Task task, Path path) {
        try {
            if (task.type() == TaskType.IMAGE) {
                return ImageFolderReader.hasAny(path) ? Optional.of(ImageFolderReader.folder(path)) : Optional.empty();
            }
            return Files.isDirectory(path) && TextFolderReader.isIn(path)
                    ? Optional.of(TextFolderReader.folder(path))
                    : Optional.empty();
        } catch (IOException e) {
            throw new DataException("'" + path + "' can't be read: " + e, e);
        }
    }

    /** Finds the samples of one task in a folder for both; empty if there are none. */
    public static Optional<SampleReader> find(Task task, Path path, OfficialSplit split) {
        try {
            return task.type() == TaskType.IMAGE ? images(path, split) : reviews(path, split);
        } catch (IOException e) {
            throw new DataException("'" + path + "' can't be read: " + e, e);
        }
    }

    private static String expected(Task task) {
        return task.type() == TaskType.IMAGE
                ? CIFAR_ARCHIVE + ", its folder or one of its .bin batches, or image files, with a folder"
                        + " per label unless they have none"
                : IMDB_ARCHIVE + ", its folder (train/pos/*.txt, train/neg/*.txt), a .tsv file with a label, a tab"
                        + " and a text per line, or .txt files, with a folder per label unless they have none";
    }

    private static Optional<SampleReader> images(Path path, OfficialSplit split) throws IOException {
        if (isArchive(path)) {
            return Optional.of(CifarReader.archive(path, split));
        }
        if (path.toString().endsWith(".bin")) {
            return Optional.of(CifarReader.batch(path));
        }
        if (!Files.isDirectory(path)) {
            return Optional.empty();
        }
        for (Path folder : List.of(path, path.resolve(CIFAR_FOLDER))) {
            if (Files.isDirectory(folder) && CifarReader.isIn(folder)) {
                return Optional.of(CifarReader.folder(folder, split));
            }
        }
        if (Files.isRegularFile(path.resolve(CIFAR_ARCHIVE))) {
            return Optional.of(CifarReader.archive(path.resolve(CIFAR_ARCHIVE), split));
        }
        return ImageFolderReader.isIn(path) ? Optional.of(ImageFolderReader.folder(path)) : Optional.empty();
    }

    private static Optional<SampleReader> reviews(Path path, OfficialSplit split) throws IOException {
        if (isArchive(path)) {
            return Optional.of(ImdbReader.archive(path, split));
        }
        if (Files.isRegularFile(path)) {
            return isTable(path) ? Optional.of(TsvReader.file(path)) : Optional.empty();
        }
        if (ImdbReader.isIn(path)) {
            return Optional.of(
                    ImdbReader.hasSplits(path) ? ImdbReader.folder(path, split) : TextFolderReader.folder(path));
        }
        if (Files.isRegularFile(path.resolve(IMDB_ARCHIVE))) {
            return Optional.of(ImdbReader.archive(path.resolve(IMDB_ARCHIVE), split));
        }
        try (Stream<Path> files = Files.list(path)) {
            List<Path> tables = files.filter(file -> file.toString().endsWith(".tsv"))
                    .sorted()
                    .toList();
            return tables.isEmpty() ? Optional.empty() : Optional.of(first(tables));
        }
    }

    private static SampleReader first(List<Path> tables) {
        return sink -> {
            tables.stream()
                    .skip(1)
                    .forEach(other -> sink.leftOut(
                            other.toString(), "is not the first .tsv file of its folder; name it to read it"));
            TsvReader.file(tables.get(0)).read(sink);
        };
    }

    private static boolean isArchive(Path path) {
        String name = path.toString();
        return Files.isRegularFile(path) && (name.endsWith(".tar.gz") || name.endsWith(".tgz"));
    }

    private static boolean isTable(Path path) {
        return path.toString().endsWith(".tsv") || path.toString().endsWith(".txt");
    }
}
