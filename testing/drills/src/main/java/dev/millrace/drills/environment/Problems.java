package dev.millrace.drills.environment;

import java.util.ArrayList;
import java.util.List;

/** What is not as it must be, a sentence each. For one thread. */
final class Problems {

    private final List<String> sentences = new ArrayList<>();

    void require(boolean holds, String otherwise) {
        if (!holds) {
            sentences.add(otherwise);
        }
    }

    List<String> sentences() {
        return List.copyOf(sentences);
    }
}
