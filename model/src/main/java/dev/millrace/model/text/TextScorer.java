package dev.millrace.model.text;

import java.util.List;

/** The forward pass of the recurrent network. Owned by one thread. */
interface TextScorer extends AutoCloseable {

    /** The probability of each label for each text, in the order given; texts of any length from 1 on. */
    float[][] probabilities(List<int[]> texts, int labels);

    @Override
    void close();
}
