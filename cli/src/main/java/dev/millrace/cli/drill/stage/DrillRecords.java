package dev.millrace.cli.drill.stage;

import dev.millrace.cli.drill.model.DrillInputs;
import dev.millrace.records.Image;
import dev.millrace.records.ImageEncoding;
import dev.millrace.records.Review;

/** The drill's inputs as records of their topics. */
public final class DrillRecords {

    private DrillRecords() {}

    public static Image image(long number) {
        return Image.newBuilder()
                .setContent(DrillInputs.image(number).content())
                .setEncoding(ImageEncoding.RAW_RGB)
                .setWidth(DrillInputs.SIDE)
                .setHeight(DrillInputs.SIDE)
                .build();
    }

    public static Review review(long number) {
        return review(DrillInputs.review(number));
    }

    public static Review review(String text) {
        return Review.newBuilder().setText(text).build();
    }
}
