package dev.millrace.cli.data;

import dev.millrace.model.image.ImageDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads image files from a folder and the folders in it. A file's label is the name of its folder; files of the top folder
 * have none. Images are recognised by their first bytes, whatever their names; other files are left out.
 */
final class ImageFolderReader {

    private static final int FIRST_BYTES = 16;

    private ImageFolderReader() {}

    /** @param path a folder, or one file */
    static SampleReader folder(Path path) {
        return sink -> {
            for (Path file : files(path)) {
                Optional<String> unsupported = unsupported(file);
                if (unsupported.isPresent()) {
                    sink.leftOut(file.toString(), unsupported.get());
                } else {
                    sink.accept(Sample.ofFile(label(path, file), Files.readAllBytes(file), file.toString()));
                }
            }
        };
    }

    /** Whether there is an image in a folder of its own. */
    static boolean isIn(Path folder) throws IOException {
        return contains(folder, true);
    }

    /** Whether {@code path} is an image, or a folder with one. */
    static boolean hasAny(Path path) throws IOException {
        return contains(path, false);
    }

    private static boolean contains(Path path, boolean isLabelled) throws IOException {
        for (Path file : files(path)) {
            if ((!isLabelled || label(path, file).isPresent())
                    && unsupported(file).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static List<Path> files(Path path) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Optional<String> unsupported(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return ImageDecoder.unsupported(ByteBuffer.wrap(content.readNBytes(FIRST_BYTES)));
        }
    }

    private static Optional<String> label(Path top, Path file) {
        return file.getNameCount() > top.getNameCount() + 1
                ? Optional.of(file.getName(file.getNameCount() - 2).toString())
                : Optional.empty();
    }
}
