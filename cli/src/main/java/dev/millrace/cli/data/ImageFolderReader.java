package dev.millrace.cli.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Reads image files from folders. A file's label is the name of its folder. */
final class ImageFolderReader {

    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp");

    private ImageFolderReader() {}

    static SampleReader folder(Path folder) {
        return sink -> {
            try (Stream<Path> files = Files.walk(folder)) {
                Stream<Path> images = files.filter(file -> isIn(folder, file)).sorted();
                for (Path file : (Iterable<Path>) images::iterator) {
                    sink.accept(Sample.file(label(file), Files.readAllBytes(file)));
                }
            }
        };
    }

    static boolean isIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.anyMatch(file -> isIn(folder, file));
        }
    }

    private static boolean isIn(Path folder, Path file) {
        return file.getNameCount() > folder.getNameCount() + 1 && isImage(file) && Files.isRegularFile(file);
    }

    private static boolean isImage(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    private static String label(Path file) {
        return file.getName(file.getNameCount() - 2).toString();
    }
}
