package dev.millrace.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a program's settings from environment variables and from the properties file that {@code MILLRACE_CONFIG} names, and
 * reports all problems at once. A variable wins over the file. In the file, {@code streams.batch-size} is
 * {@code MILLRACE_STREAMS_BATCH_SIZE}. Not thread-safe.
 */
public final class Settings {

    private static final Logger log = LoggerFactory.getLogger(Settings.class);
    private static final String PREFIX = "MILLRACE_";
    private static final String CONFIG = "MILLRACE_CONFIG";

    /** Settings of the other Millrace programs, which a shared environment may contain. */
    private static final List<String> OTHER_PROGRAMS =
            List.of(CONFIG, "MILLRACE_DATA", "MILLRACE_NO_BUILD", "MILLRACE_JAVA_OPTIONS");

    private final Map<String, String> environment;
    private final SettingsFile file;
    private final Set<String> read = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    /** @param environment all variables, such as {@link System#getenv()} */
    public Settings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.file = Optional.ofNullable(environment.get(CONFIG))
                .filter(path -> !path.isBlank())
                .map(path -> SettingsFile.read(Path.of(path.strip())))
                .orElseGet(SettingsFile::none);
        problems.addAll(file.problems());
    }

    /** The parsed value of {@code name}; {@code fallback} if it is unset, blank or invalid. An invalid value is recorded. */
    public <T> T get(String name, T fallback, Function<String, T> parse) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            return parse.apply(text.get());
        } catch (RuntimeException e) {
            reject(place(name) + "='" + text.get() + "': " + e.getMessage());
            return fallback;
        }
    }

    /** The value of {@code name} without blanks around it; empty if it is unset or blank. */
    public Optional<String> text(String name) {
        read.add(name);
        String own = environment.get(name);
        if (own != null && !own.isBlank()) {
            return Optional.of(own.strip());
        }
        return Optional.ofNullable(file.entries().get(name))
                .map(SettingsFile.Entry::value)
                .filter(value -> !value.isBlank());
    }

    /** Where {@code name} is set, for messages: the variable, or file, line and key; the variable where it is not set. */
    public String place(String name) {
        String own = environment.get(name);
        if (own != null && !own.isBlank()) {
            return name;
        }
        return Optional.ofNullable(file.entries().get(name))
                .map(SettingsFile.Entry::place)
                .orElse(name);
    }

    /** All settings whose names start with {@code prefix}; the keys are the rest of the names, the values without blanks around them. */
    public Map<String, String> startingWith(String prefix) {
        Map<String, String> found = new HashMap<>();
        for (String name : namesStartingWith(prefix)) {
            if (name.length() > prefix.length()) {
                read.add(name);
                SettingsFile.Entry inFile = file.entries().get(name);
                String fallback = inFile == null ? "" : inFile.value();
                found.put(
                        name.substring(prefix.length()),
                        environment.getOrDefault(name, fallback).strip());
            }
        }
        return Map.copyOf(found);
    }

    /** The names of all settings that start with {@code prefix}, in alphabetical order; they do not count as read. */
    public List<String> namesStartingWith(String prefix) {
        return names().filter(name -> name.startsWith(prefix)).sorted().toList();
    }

    private Stream<String> names() {
        Set<String> names = new TreeSet<>(environment.keySet());
        names.addAll(file.entries().keySet());
        return names.stream();
    }

    /**
     * Where Millrace settings are set that were never read, most likely because they are misspelled, in alphabetical order.
     *
     * @param otherPrefix prefix of the settings of another program, which are left out
     */
    public List<String> unread(String otherPrefix) {
        return names().filter(name -> name.startsWith(PREFIX) && !name.startsWith(otherPrefix))
                .filter(name -> !read.contains(name) && !OTHER_PROGRAMS.contains(name))
                .map(this::place)
                .toList();
    }

    /** Logs a warning that names the {@link #unread} settings, if there are any. */
    public void warnOfUnread(String otherPrefix) {
        List<String> unread = unread(otherPrefix);
        if (!unread.isEmpty()) {
            log.warn("Unknown settings are ignored: {}", String.join(", ", unread));
        }
    }

    /** Records a problem, such as two settings that contradict each other. */
    public void reject(String problem) {
        problems.add(problem);
    }

    /**
     * Fails if any problem was recorded.
     *
     * @throws InvalidSettingsException naming every problem recorded so far
     */
    public void rejectIfInvalid() {
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }
}
