package dev.millrace.drills.environment;

import java.util.ArrayList;
import java.util.List;

/** Collects a sentence for each thing that is not as required. Not thread-safe. */
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
