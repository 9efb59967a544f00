package dev.millrace.drills.scenario;

import dev.millrace.platform.processes.ControlledProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process had in its folder at one moment. If it is put back after the process was killed, the process has lost
 * everything that it wrote later, as after a power failure that drops unsynced pages.
 */
record FolderCopy(Path folder, Path copy) {

    /** Copies the folder while its process is frozen. */
    static FolderCopy of(Path folder, Path copy, ControlledProcess owner) {
        owner.freeze();
        try {
            copy(folder, copy);
            return new FolderCopy(folder, copy);
        } finally {
            owner.thaw();
        }
    }

    /** Puts it back; the process must have ended. */
    void restore() {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("folder '" + folder + "' can't be deleted", e);
        }
        copy(copy, folder);
    }

    /** With holes: a broker's index files have many. */
    private static void copy(Path from, Path to) {
        try {
            Process copying = new ProcessBuilder("cp", "-a", from + "/.", to.toString())
                    .redirectErrorStream(true)
                    .start();
            String says = new String(copying.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (copying.waitFor() != 0) {
                throw new IllegalStateException("folder '" + from + "' can't be copied to '" + to + "': " + says);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("folder '" + from + "' can't be copied to '" + to + "'", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while folder '" + from + "' was copied", e);
        }
    }
}
