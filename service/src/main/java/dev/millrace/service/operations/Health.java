package dev.millrace.service.operations;

import java.util.List;

/**
 * The result of a health check.
 *
 * @param problems one sentence for each problem; none if the check passed
 */
public record Health(List<String> problems) {

    public Health {
        problems = List.copyOf(problems);
    }

    /** Whether there are no problems. */
    public boolean isFine() {
        return problems.isEmpty();
    }
}
