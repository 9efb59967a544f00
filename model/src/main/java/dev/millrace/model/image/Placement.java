package dev.millrace.model.image;

import dev.millrace.model.spec.ImageInput;

/**
 * Which part of an image becomes which part of the network's square input.
 *
 * @param left columns of the input before the image's
 * @param top rows of the input above the image's
 */
record Placement(Axis columns, Axis rows, int left, int top) {

    /** @param width like the height, it is not whole if the image covers only a part of its last column */
    static Placement of(double width, double height, ImageInput input) {
        int side = input.side();
        return switch (input.fit()) {
            case STRETCH -> new Placement(Axis.of(0, width, side), Axis.of(0, height, side), 0, 0);
            case CROP -> {
                double square = Math.min(width, height);
                yield new Placement(
                        Axis.of((width - square) / 2, square, side),
                        Axis.of((height - square) / 2, square, side),
                        0,
                        0);
            }
            case LETTERBOX -> letterbox(width, height, side);
        };
    }

    private static Placement letterbox(double width, double height, int side) {
        double longer = Math.max(width, height);
        int columns = Math.max(1, (int) Math.round(side * width / longer));
        int rows = Math.max(1, (int) Math.round(side * height / longer));
        return new Placement(
                Axis.of(0, width, columns), Axis.of(0, height, rows), (side - columns) / 2, (side - rows) / 2);
    }

    /** Index of the first sample of the image in an input. */
    int first(int side) {
        return (top * side + left) * RgbImage.CHANNELS;
    }
}
