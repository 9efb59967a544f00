package dev.millrace.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads a program's settings out of an environment, and reports everything that is wrong with them at once. */
public final class Settings {

    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    public Settings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The parsed value of {@code name}, {@code fallback} where it is not set or does not parse (which is noted). */
    public <T> T get(String name, T fallback, Function<String, T> parse) {
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
        return environment.entrySet().stream()
                .filter(entry ->
                        entry.getKey().startsWith(prefix) && entry.getKey().length() > prefix.length())
                .collect(Collectors.toUnmodifiableMap(
                        entry -> entry.getKey().substring(prefix.length()), Map.Entry::getValue));
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
