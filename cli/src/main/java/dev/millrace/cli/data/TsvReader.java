package dev.millrace.cli.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads a file with one review per line: a label, a tab and a text, in UTF-8. Only a line feed ends a line, because
 * texts may contain the other characters that Unicode treats as line ends.
 */
final class TsvReader {

    private TsvReader() {}

    static SampleReader file(Path file) {
        return sink -> {
            try (InputStream content = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
                readLines(file, content, sink);
            }
        };
    }

    private static void readLines(Path file, InputStream content, Consumer<Sample> sink) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long number = 1;
        for (int next = content.read(); next >= 0; next = content.read()) {
            if (next == '\n') {
                accept(file, number, line, sink);
                line.reset();
                number++;
            } else {
                line.write(next);
            }
        }
        accept(file, number, line, sink);
    }

    private static void accept(Path file, long number, ByteArrayOutputStream bytes, Consumer<Sample> sink) {
        String line = withoutReturn(bytes.toString(StandardCharsets.UTF_8));
        if (line.isEmpty()) {
            return;
        }
        int tab = line.indexOf('\t');
        if (tab < 1 || line.substring(0, tab).isBlank()) {
            throw new DataException("'" + file + "' line " + number
                    + ": required a label, a tab and a text, got no label before a tab");
        }
        sink.accept(Sample.text(line.substring(0, tab).strip(), line.substring(tab + 1)));
    }

    private static String withoutReturn(String line) {
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
}
