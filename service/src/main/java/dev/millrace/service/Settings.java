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

/** Reads a program's settings out of an environment, and reports everything that is wrong with them at once. */
public final class Settings {

    private static final Logger log = LoggerFactory.getLogger(Settings.class);
    private static final String PREFIX = "MILLRACE_";

    /** Of the command line and of the services: whoever exports one for all of them has not mistyped it. */
    private static final List<String> OF_OTHERS =
            List.of("MILLRACE_DATA", "MILLRACE_NO_BUILD", "MILLRACE_JAVA_OPTIONS");

    private final Map<String, String> environment;
    private final Set<String> read = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    public Settings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The parsed value of {@code name}, {@code fallback} where it is not set or does not parse (which is noted). */
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

    /** Every setting whose name starts with {@code prefix}, with the rest of the name as key. */
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
     * Millrace's variables that are set and that nobody has asked for, in alphabetical order: mistyped, most likely.
     *
     * @param ofAnother what starts so is for another program
     */
    public List<String> unread(String ofAnother) {
        return environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !name.startsWith(ofAnother))
                .filter(name -> !read.contains(name) && !OF_OTHERS.contains(name))
                .sorted()
                .toList();
    }

    /** Names {@link #unread} variables in the log, where there are any. */
    public void warnOfUnread(String ofAnother) {
        List<String> unread = unread(ofAnother);
        if (!unread.isEmpty()) {
            log.warn("Settings that nothing reads: {}", String.join(", ", unread));
        }
    }

    /** Notes a problem that takes more than one setting to see. */
    public void reject(String problem) {
        problems.add(problem);
    }

    /** @throws InvalidSettingsException naming every problem noted so far, if any */
    public void rejectIfInvalid() {
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }
}
