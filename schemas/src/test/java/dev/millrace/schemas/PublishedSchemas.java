package dev.millrace.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The schema files that the README names. */
final class PublishedSchemas {

    static final Path FOLDER = Path.of("src", "main", "avro");

    private PublishedSchemas() {}

    static List<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The record that the file is named after, without its namespace. */
    static String record(Path file) {
        return file.getFileName().toString().replace(".avsc", "");
    }
}
