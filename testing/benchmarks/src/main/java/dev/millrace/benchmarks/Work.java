package dev.millrace.benchmarks;

import java.util.Locale;

/** What is timed: classifying a batch, or a whole optimiser step (forward, loss, backward, Adam). */
public enum Work {
    INFERENCE,
    TRAINING;

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
