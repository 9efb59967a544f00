package dev.millrace.drills.environment;

import dev.millrace.drills.model.DrillInputs;
import dev.millrace.model.image.EncodedImage;
import dev.millrace.records.Image;
import dev.millrace.records.ImageEncoding;
import dev.millrace.records.Review;

/** Converts the drill's inputs to records of their topics. */
public final class DrillRecords {

    private DrillRecords() {}

    /** Image {@code number} without a label. */
    public static Image image(long number) {
        return image(DrillInputs.image(number));
    }

    /** An image of {@link DrillInputs#SIDE} pixels per side. */
    public static Image image(EncodedImage image) {
        return Image.newBuilder()
                .setContent(image.content())
                .setEncoding(ImageEncoding.RAW_RGB)
                .setWidth(DrillInputs.SIDE)
                .setHeight(DrillInputs.SIDE)
                .build();
    }

    /** Review {@code number} without a label. */
    public static Review review(long number) {
        return Review.newBuilder().setText(DrillInputs.review(number)).build();
    }
}
