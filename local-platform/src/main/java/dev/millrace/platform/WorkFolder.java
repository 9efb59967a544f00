package dev.millrace.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder in which a run of several processes keeps everything. Deleted when closed, unless it is kept. */
public final class WorkFolder implements AutoCloseable {

    private final Path path;
    private final boolean kept;

    private WorkFolder(Path path, boolean kept) {
        this.path = path;
        this.kept = kept;
    }

    /**
     * Opens the folder that was asked for, or a temporary one.
     *
     * @param name of the run, for the temporary folder
     * @throws PlatformException when the folder asked for is not empty, because records must not be sent twice
     */
    public static WorkFolder open(String name, Optional<Path> asked, boolean keep) {
        try {
            if (asked.isEmpty()) {
                return new WorkFolder(Files.createTempDirectory("millrace-" + name + "-"), keep);
            }
            Path path = Files.createDirectories(asked.get()).toAbsolutePath();
            try (Stream<Path> content = Files.list(path)) {
                if (content.findAny().isPresent()) {
                    throw new PlatformException("the work folder '" + path + "' must be empty");
                }
            }
            return new WorkFolder(path, true);
        } catch (IOException e) {
            throw new PlatformException("the work folder can't be made: " + e, e);
        }
    }

    /** The path of the folder. */
    public Path path() {
        return path;
    }

    /** A folder inside it, created if necessary. */
    public Path folder(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("folder '" + path.resolve(name) + "' can't be made", e);
        }
    }

    /** The log file of a process. */
    public Path log(String name) {
        return folder("logs").resolve(name + ".log");
    }

    /** Whether the folder stays after it is closed. */
    public boolean isKept() {
        return kept;
    }

    @Override
    public void close() {
        if (kept) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the work folder '" + path + "' can't be deleted", e);
        }
    }
}
