package dev.millrace.schemas;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key of a record on {@code label-approvals}, {@code task/label}.
 *
 * @param task name of the task, without a slash
 * @param label may contain slashes
 */
public record LabelDecisionKey(String task, String label) {

    /** Parses a key; empty if it has no task or no label. */
    public static Optional<LabelDecisionKey> parse(@Nullable String key) {
        int slash = key == null ? -1 : key.indexOf('/');
        if (key == null || slash < 1 || slash == key.length() - 1) {
            return Optional.empty();
        }
        return Optional.of(new LabelDecisionKey(key.substring(0, slash), key.substring(slash + 1)));
    }

    @Override
    public String toString() {
        return task + "/" + label;
    }
}
