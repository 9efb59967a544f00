package dev.millrace.model.spec;

/**
 * What a network takes of an image. Training and serving read it from the model, so that they agree.
 *
 * @param side width and height in pixels, at least 1
 * @param fit how an image that is not square becomes one
 */
public record ImageInput(int side, ImageFit fit) {

    public ImageInput {
        if (side < 1) {
            throw new IllegalArgumentException("side must be at least 1, got " + side);
        }
    }

    /** An input to which images are stretched. */
    public static ImageInput ofSide(int side) {
        return new ImageInput(side, ImageFit.STRETCH);
    }
}
