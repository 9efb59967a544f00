package dev.millrace.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a run of many processes keeps everything. Deleted when closed, unless it shall be kept. */
public final class WorkFolder implements AutoCloseable {

    private final Path path;
    private final boolean kept;

    private WorkFolder(Path path, boolean kept) {
        this.path = path;
        this.kept = kept;
    }

    /**
     * @param name of the run, for the temporary folder
     * @throws PlatformException when the folder asked for holds something: records must not be sent twice
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

    public Path path() {
        return path;
    }

    /** A folder in it, made where it is missing. */
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
