package dev.millrace.service;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * A properties file with settings. Key {@code task.frames.type} means the variable {@code MILLRACE_TASK_FRAMES_TYPE}: in
 * capitals, with underscores for dots and dashes.
 *
 * @param entries by the name of the variable that each stands for
 * @param problems what could not be understood, with file and line
 */
record SettingsFile(Map<String, Entry> entries, List<String> problems) {

    private static final String PREFIX = "MILLRACE_";
    private static final long MAX_BYTES = 1 << 20;

    SettingsFile {
        entries = Map.copyOf(entries);
        problems = List.copyOf(problems);
    }

    /**
     * One line's setting.
     *
     * @param value what follows the equals sign, without blanks around it
     * @param place file, line and key, for messages
     */
    record Entry(String value, String place) {}

    /** A file without settings. */
    static SettingsFile none() {
        return new SettingsFile(Map.of(), List.of());
    }

    /** Reads {@code file}; one that can't be read is a problem too. */
    static SettingsFile read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                return unreadable(file, "required at most " + MAX_BYTES + " bytes, got " + Files.size(file));
            }
            return parse(file.toString(), Files.readAllLines(file));
        } catch (CharacterCodingException e) {
            return unreadable(file, "required UTF-8");
        } catch (IOException e) {
            return unreadable(file, e.toString());
        }
    }

    private static SettingsFile unreadable(Path file, String why) {
        return new SettingsFile(Map.of(), List.of(PREFIX + "CONFIG: file '" + file + "' can't be read: " + why));
    }

    private static SettingsFile parse(String file, List<String> lines) {
        Map<String, Entry> entries = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            String place = file + ":" + (line + 1);
            StringBuilder logical = new StringBuilder(lines.get(line));
            while (isContinued(logical) && line + 1 < lines.size()) {
                line++;
                logical.append('\n').append(lines.get(line));
            }
            accept(logical.toString(), place, entries, problems);
        }
        return new SettingsFile(entries, problems);
    }

    /** An odd number of backslashes at the end of a line that is no comment. */
    private static boolean isContinued(CharSequence text) {
        String line = text.toString();
        String last = line.substring(line.lastIndexOf('\n') + 1);
        int backslashes = last.length() - last.replaceAll("\\\\+$", "").length();
        return backslashes % 2 == 1
                && !line.strip().startsWith("#")
                && !line.strip().startsWith("!");
    }

    private static void accept(String logical, String place, Map<String, Entry> entries, List<String> problems) {
        Properties parsed = new Properties();
        try {
            parsed.load(new StringReader(logical));
        } catch (IOException | IllegalArgumentException e) {
            problems.add(place + ": " + e.getMessage());
            return;
        }
        for (String key : parsed.stringPropertyNames()) {
            String name = variable(key);
            Entry entry = new Entry(parsed.getProperty(key).strip(), place + ": " + key);
            Entry before = entries.putIfAbsent(name, entry);
            if (before != null) {
                problems.add(entry.place() + " is set twice, first in " + before.place());
            }
        }
    }

    /** The variable that a key stands for. */
    static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
