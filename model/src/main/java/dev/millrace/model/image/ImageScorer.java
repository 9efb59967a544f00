package dev.millrace.model.image;

import java.util.List;

/** The forward pass of the convolutional network. Owned by one thread. */
interface ImageScorer extends AutoCloseable {

    /** The probability of each label for each image, in the order given. */
    float[][] probabilities(List<RgbImage> images);

    @Override
    void close();
}
