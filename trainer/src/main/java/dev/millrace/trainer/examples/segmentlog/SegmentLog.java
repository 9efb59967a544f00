package dev.millrace.trainer.examples.segmentlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The segment files of a directory, in order of age. */
public final class SegmentLog {

    private static final Pattern SEGMENT = Pattern.compile("\\d{10}\\.examples");
    private static final Pattern LEFTOVER = Pattern.compile("\\d{10}\\.examples(\\.rewritten)?");

    private final Path directory;

    private SegmentLog(Path directory) {
        this.directory = directory;
    }

    /** Finds the files of a directory, which may have none. */
    public static SegmentLog of(Path directory) {
        return new SegmentLog(directory);
    }

    /** Whether there are files to read. */
    public boolean isPresent() throws IOException {
        return !paths(SEGMENT).isEmpty();
    }

    /**
     * Visits every batch in order. Skips what a crash left at the end of the last file.
     *
     * @throws DamagedSegmentException when a file is damaged elsewhere, or contains something unreadable
     */
    public void read(Visitor visitor) throws IOException {
        List<Path> paths = paths(SEGMENT);
        for (int i = 0; i < paths.size(); i++) {
            try (SegmentFile file = SegmentFile.open(paths.get(i))) {
                file.read(visitor);
                if (i < paths.size() - 1) {
                    file.requireWhole();
                }
            }
        }
    }

    /** Deletes the files, newest first, so that a crash leaves complete batches. */
    public void delete() throws IOException {
        List<Path> paths = paths(LEFTOVER);
        for (int i = paths.size() - 1; i >= 0; i--) {
            Files.delete(paths.get(i));
        }
    }

    private List<Path> paths(Pattern name) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.filter(
                            path -> name.matcher(path.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    /** Receives each batch. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Receives one batch.
         *
         * @param entries examples and labels; cleared after the call
         */
        void visit(List<Entry> entries, Entry.Commit end) throws IOException;
    }
}
