package dev.millrace.model.text;

import java.util.List;

/** The forward pass of the recurrent network. Owned by one thread. */
interface TextScorer extends AutoCloseable {

    /** The probability of each label for each text, in the order given. Each text has at least one token. */
    float[][] probabilities(List<int[]> texts, int labels);

    @Override
    void close();
}
