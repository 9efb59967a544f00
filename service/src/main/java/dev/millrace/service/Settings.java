package dev.millrace.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a program's settings from environment variables and reports all problems at once. Not thread-safe. */
public final class Settings {

    private static final Logger log = LoggerFactory.getLogger(Settings.class);
    private static final String PREFIX = "MILLRACE_";

    /** Settings of the other Millrace programs, which a shared environment may contain. */
    private static final List<String> OTHER_PROGRAMS =
            List.of("MILLRACE_DATA", "MILLRACE_NO_BUILD", "MILLRACE_JAVA_OPTIONS");

    private final Map<String, String> environment;
    private final Set<String> read = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    /** @param environment all variables, such as {@link System#getenv()} */
    public Settings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The parsed value of {@code name}; {@code fallback} if it is unset, blank or invalid. An invalid value is recorded. */
    public <T> T get(String name, T fallback, Function<String, T> parse) {
        read.add(name);
        String text = environment.get(name);
        if (text == null || text.isBlank()) {
            return fallback;
        }
        try {
            return parse.apply(text.strip());
        } catch (RuntimeException e) {
            reject(name + "='" + text + "': " + e.getMessage());
            return fallback;
        }
    }

    /** All settings whose names start with {@code prefix}; the keys are the rest of the names. */
    public Map<String, String> startingWith(String prefix) {
        Map<String, String> found = new HashMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
                read.add(name);
                found.put(name.substring(prefix.length()), value);
            }
        });
        return Map.copyOf(found);
    }

    /**
     * Millrace variables that are set but were never read, most likely because they are misspelled, in alphabetical order.
     *
     * @param otherPrefix prefix of the settings of another program, which are left out
     */
    public List<String> unread(String otherPrefix) {
        return environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !name.startsWith(otherPrefix))
                .filter(name -> !read.contains(name) && !OTHER_PROGRAMS.contains(name))
                .sorted()
                .toList();
    }

    /** Logs a warning that names the {@link #unread} variables, if there are any. */
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
