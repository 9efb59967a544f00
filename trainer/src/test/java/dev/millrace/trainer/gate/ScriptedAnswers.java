package dev.millrace.trainer.gate;

/** Answers that are right for as many examples as a test wants. */
final class ScriptedAnswers {

    private ScriptedAnswers() {}

    /** The true labels of so many examples: each label in turn. */
    static int[] truth(int examples, int labels) {
        int[] truth = new int[examples];
        for (int i = 0; i < examples; i++) {
            truth[i] = i % labels;
        }
        return truth;
    }

    /** Right on the first {@code count} examples. */
    static Answers rightUpTo(int count) {
        int[] predicted = truth(200, 2);
        for (int i = count; i < 200; i++) {
            predicted[i] = 1 - predicted[i];
        }
        return Answers.of(predicted, 0.5);
    }

    /** Right on all examples but the first {@code count}. */
    static Answers rightFrom(int count) {
        int[] predicted = truth(200, 2);
        for (int i = 0; i < count; i++) {
            predicted[i] = 1 - predicted[i];
        }
        return Answers.of(predicted, 0.5);
    }
}
