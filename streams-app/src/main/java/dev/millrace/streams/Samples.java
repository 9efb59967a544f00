package dev.millrace.streams;

import dev.millrace.model.image.EncodedImage;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;

/** Typical inputs that every healthy model answers, used to warm a model up and to check that it works. */
final class Samples {

    private static final int SIDE = 32;
    private static final int CHANNELS = 3;
    private static final int LONG_REVIEW = 300;

    private Samples() {}

    /** An RGB image with a grey gradient. */
    static List<EncodedImage> images() {
        ByteBuffer gradient = ByteBuffer.allocate(SIDE * SIDE * CHANNELS);
        for (int i = 0; i < gradient.capacity(); i++) {
            gradient.put(i, (byte) (i / CHANNELS));
        }
        return List.of(EncodedImage.raw(gradient, SIDE, SIDE));
    }

    /** A review longer than networks read, and one of a few words. */
    static List<String> reviews() {
        return List.of(String.join(" ", Collections.nCopies(LONG_REVIEW, "the film")), "a film like any other");
    }
}
