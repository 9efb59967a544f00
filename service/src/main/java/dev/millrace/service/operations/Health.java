package dev.millrace.service.operations;

import java.util.List;

/** One check's answer: fine when there is nothing wrong. */
public record Health(List<String> problems) {

    public Health {
        problems = List.copyOf(problems);
    }

    public boolean isFine() {
        return problems.isEmpty();
    }
}
