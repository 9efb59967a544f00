package dev.millrace.streams.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The code blocks of docs/clients.md whose first line is a comment with a file's name. */
final class DocumentedPrograms {

    private static final Path DOCUMENT = Path.of("..", "docs", "clients.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\w+\\R((?://|#) ([\\w-]+\\.[a-z]+)\\R.*?)^```$");

    private static final Pattern SECTION = Pattern.compile("(?ms)^## ([^\\n]+)\\n\\n(.*?)(?=^## |\\z)");

    private final Map<String, String> byName = new TreeMap<>();
    private final Map<String, String> sectionsWithoutPrograms = new TreeMap<>();

    DocumentedPrograms() {
        String document = read(DOCUMENT);
        Matcher section = SECTION.matcher(document);
        while (section.find()) {
            if (!BLOCK.matcher(section.group(2)).find()) {
                sectionsWithoutPrograms.put(section.group(1), section.group(2));
            }
        }
        Matcher block = BLOCK.matcher(document);
        while (block.find()) {
            byName.put(block.group(2), block.group(1));
        }
    }

    /** Their files' names. */
    Set<String> names() {
        return byName.keySet();
    }

    /** The texts of the sections that have none, by title. */
    Map<String, String> sectionsWithoutPrograms() {
        return sectionsWithoutPrograms;
    }

    /** Writes all of them into a folder, as somebody does who copies them. */
    void copyTo(Path folder) {
        byName.forEach((name, code) -> write(folder.resolve(name), code));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
