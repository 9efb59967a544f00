package dev.millrace.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** A jar of the release, and the names of the files in it. */
record Library(Path file, List<String> entries) {

    Library {
        entries = List.copyOf(entries);
    }

    static Library read(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            return new Library(
                    file,
                    jar.stream()
                            .filter(entry -> !entry.isDirectory())
                            .map(ZipEntry::getName)
                            .sorted()
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("library '" + file + "' can't be read", e);
        }
    }

    /** The jars below {@code folder}, sorted by name. */
    static List<Library> in(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .map(Library::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("folder '" + folder + "' can't be read", e);
        }
    }

    String name() {
        return file.getFileName().toString();
    }

    /** The file names in the class path of this jar's manifest; empty where it has none. */
    List<String> classPath() {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            String value =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return value == null ? List.of() : List.of(value.split(" +", -1));
        } catch (IOException e) {
            throw new UncheckedIOException("library '" + file + "' can't be read", e);
        }
    }
}
