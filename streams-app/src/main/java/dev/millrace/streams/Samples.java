package dev.millrace.streams;

import dev.millrace.model.image.EncodedImage;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;

/** Plain inputs that every healthy model answers: they warm a model up, and prove that it works. */
final class Samples {

    private static final int SIDE = 32;
    private static final int PIXEL = 3;
    private static final int LONG_REVIEW = 300;

    private Samples() {}

    /** A ramp of grey. */
    static List<EncodedImage> images() {
        ByteBuffer ramp = ByteBuffer.allocate(SIDE * SIDE * PIXEL);
        for (int i = 0; i < ramp.capacity(); i++) {
            ramp.put(i, (byte) (i / PIXEL));
        }
        return List.of(EncodedImage.raw(ramp, SIDE, SIDE));
    }

    /** One longer than any network reads, one of a few words. */
    static List<String> reviews() {
        return List.of(String.join(" ", Collections.nCopies(LONG_REVIEW, "the film")), "a film like any other");
    }
}
