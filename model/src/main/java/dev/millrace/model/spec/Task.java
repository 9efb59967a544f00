package dev.millrace.model.spec;

import java.util.regex.Pattern;

/**
 * Something that Millrace classifies: a stream of images or of texts, with models of its own.
 *
 * @param id its name in the configuration, in keys of the model topics, in metrics and on the command line: a lowercase letter,
 *     then up to 31 lowercase letters, digits and single dashes
 * @param type what its inputs are
 */
public record Task(String id, TaskType type) {

    private static final int MAX_LENGTH = 32;
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** @throws IllegalArgumentException naming what an id must be, when it is not */
    public Task {
        if (!isId(id)) {
            throw new IllegalArgumentException(
                    "required a task's name of a lowercase letter, then lowercase letters, digits"
                            + " and single dashes, at most " + MAX_LENGTH + " in all, got '" + id + "'");
        }
    }

    /** Whether a task may have that id. */
    public static boolean isId(String text) {
        return text.length() <= MAX_LENGTH && ID.matcher(text).matches();
    }

    /** The id. */
    @Override
    public String toString() {
        return id;
    }
}
