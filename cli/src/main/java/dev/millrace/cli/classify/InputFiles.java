package dev.millrace.cli.classify;

import dev.millrace.model.image.ImageDecoder;
import dev.millrace.model.spec.TaskType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads files and folders, with one file in memory at a time. A named file is always read. Of a folder, and of the folders
 * in it, those files are read that are images by their first bytes, or texts by the ending {@code .txt}.
 *
 * @param maxBytes largest file to read
 * @param lines whether each line of a text file is a text of its own; blank lines are skipped
 */
record InputFiles(TaskType type, long maxBytes, boolean lines) {

    private static final String STANDARD_INPUT = "-";
    private static final int FIRST_BYTES = 16;

    /** Passes the content of files and folders to {@code sink}; {@code -} stands for {@code standardInput}. */
    void read(List<String> names, InputStream standardInput, InputSink sink) {
        for (String name : names) {
            if (name.equals(STANDARD_INPUT)) {
                read(STANDARD_INPUT, standardInput, sink);
            } else if (Files.isDirectory(Path.of(name))) {
                readFolder(Path.of(name), sink);
            } else {
                readFile(Path.of(name), sink);
            }
        }
    }

    private void readFolder(Path folder, InputSink sink) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
                Optional<String> unsupported = unsupported(file);
                if (unsupported.isPresent()) {
                    sink.leftOut(file.toString(), "it " + unsupported.get());
                } else {
                    readFile(file, sink);
                }
            }
        } catch (IOException e) {
            sink.unreadable(unreadable(folder.toString(), e));
        }
    }

    /** Says why a file of a folder is not meant, as the rest of a sentence about it; empty if it is. */
    private Optional<String> unsupported(Path file) throws IOException {
        if (type == TaskType.TEXT) {
            return file.toString().toLowerCase(Locale.ROOT).endsWith(".txt")
                    ? Optional.empty()
                    : Optional.of("has a name that does not end in .txt");
        }
        try (InputStream content = Files.newInputStream(file)) {
            return ImageDecoder.unsupported(ByteBuffer.wrap(content.readNBytes(FIRST_BYTES)));
        }
    }

    private void readFile(Path file, InputSink sink) {
        try (InputStream content = Files.newInputStream(file)) {
            read(file.toString(), content, sink);
        } catch (IOException e) {
            sink.unreadable(unreadable(file.toString(), e));
        }
    }

    private void read(String name, InputStream stream, InputSink sink) {
        byte[] content;
        try {
            content = stream.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE - 8));
        } catch (IOException e) {
            sink.unreadable(unreadable(name, e));
            return;
        }
        if (content.length > maxBytes) {
            sink.unreadable(new FileAnswer.Unclassified(
                    name, "FILE_TOO_LARGE", "required at most " + maxBytes + " bytes, got more"));
        } else if (lines) {
            readLines(name, new String(content, StandardCharsets.UTF_8), sink);
        } else {
            sink.accept(new Input(name, content));
        }
    }

    private static void readLines(String name, String content, InputSink sink) {
        int number = 0;
        for (String line : content.split("\n", -1)) {
            number++;
            if (!line.isBlank()) {
                sink.accept(new Input(name + ":" + number, line.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private static FileAnswer.Unclassified unreadable(String name, IOException problem) {
        return new FileAnswer.Unclassified(name, "UNREADABLE_FILE", "the file can't be read: " + problem);
    }
}
