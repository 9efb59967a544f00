package dev.millrace.cli.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads texts from a folder and the folders in it, one text a file whose name ends in {@code .txt}. A file's label is the
 * name of its folder; files of the top folder have none. Other files are left out.
 */
final class TextFolderReader {

    private TextFolderReader() {}

    static SampleReader folder(Path folder) {
        return sink -> {
            for (Path file : files(folder)) {
                if (isText(file)) {
                    Optional<String> label = file.getNameCount() > folder.getNameCount() + 1
                            ? Optional.of(file.getName(file.getNameCount() - 2).toString())
                            : Optional.empty();
                    sink.accept(Sample.ofFile(label, Files.readAllBytes(file), file.toString()));
                } else {
                    sink.leftOut(file.toString(), "has a name that does not end in .txt");
                }
            }
        };
    }

    static boolean isIn(Path folder) throws IOException {
        return files(folder).stream().anyMatch(TextFolderReader::isText);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static boolean isText(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".txt");
    }
}
