package dev.millrace.service.operations;

import java.util.List;

/**
 * The result of a health check.
 *
 * @param problems one sentence for each problem; none if the check passed
 * @param notes one sentence for each thing that an operator should know and that is no problem of the process
 */
public record Health(List<String> problems, List<String> notes) {

    public Health {
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /** A check without notes. */
    public Health(List<String> problems) {
        this(problems, List.of());
    }

    /** Whether there are no problems. */
    public boolean isFine() {
        return problems.isEmpty();
    }
}
