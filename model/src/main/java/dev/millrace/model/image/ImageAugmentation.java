package dev.millrace.model.image;

import java.util.random.RandomGenerator;

/**
 * Draws another view of an image: mirrored, shifted, rotated. Pixels from beyond the border are reflected.
 *
 * @param flip whether half of the images are mirrored left to right
 * @param maxShift maximum shift in each direction, in pixels; 0 for none
 * @param maxRotation maximum rotation about the centre, in degrees, 0 (none) to 45; rotated images are sampled
 *     bilinearly
 */
public record ImageAugmentation(boolean flip, int maxShift, double maxRotation) {

    public ImageAugmentation {
        if (maxShift < 0) {
            throw new IllegalArgumentException("max shift must be at least 0, got " + maxShift);
        }
        if (!(maxRotation >= 0 && maxRotation <= 45)) {
            throw new IllegalArgumentException("max rotation must be 0 to 45 degrees, got " + maxRotation);
        }
    }

    /** Leaves every image unchanged. */
    public static ImageAugmentation none() {
        return new ImageAugmentation(false, 0, 0);
    }

    /** Returns a new image. The same image and the same random numbers give the same result. Thread-safe. */
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        boolean mirrored = flip && random.nextBoolean();
        int right = random.nextInt(-maxShift, maxShift + 1);
        int down = random.nextInt(-maxShift, maxShift + 1);
        double turn = maxRotation == 0 ? 0 : Math.toRadians(random.nextDouble(-maxRotation, maxRotation));
        RgbImage shifted = shifted(image, mirrored, right, down);
        return turn == 0 ? shifted : turned(shifted, turn);
    }

    private static RgbImage shifted(RgbImage image, boolean mirrored, int right, int down) {
        int side = image.side();
        byte[] source = image.samples();
        byte[] target = new byte[source.length];
        for (int row = 0; row < side; row++) {
            int sourceRow = reflected(row - down, side);
            for (int column = 0; column < side; column++) {
                int straight = reflected(column - right, side);
                int from = (sourceRow * side + (mirrored ? side - 1 - straight : straight)) * RgbImage.CHANNELS;
                System.arraycopy(source, from, target, (row * side + column) * RgbImage.CHANNELS, RgbImage.CHANNELS);
            }
        }
        return RgbImage.of(side, target);
    }

    private static RgbImage turned(RgbImage image, double angle) {
        int side = image.side();
        double centre = (side - 1) / 2.0;
        double sine = Math.sin(angle);
        double cosine = Math.cos(angle);
        byte[] target = new byte[image.samples().length];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                double x = centre + (column - centre) * cosine - (row - centre) * sine;
                double y = centre + (column - centre) * sine + (row - centre) * cosine;
                blend(image, x, y, target, (row * side + column) * RgbImage.CHANNELS);
            }
        }
        return RgbImage.of(side, target);
    }

    /** The mean of the four pixels around (x, y), weighted by proximity. */
    private static void blend(RgbImage image, double x, double y, byte[] target, int at) {
        int side = image.side();
        int column = (int) Math.floor(x);
        int row = (int) Math.floor(y);
        int left = reflected(column, side);
        int right = reflected(column + 1, side);
        int top = reflected(row, side) * side;
        int bottom = reflected(row + 1, side) * side;
        for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
            double upper = between(image, top + left, top + right, x - column, channel);
            double lower = between(image, bottom + left, bottom + right, x - column, channel);
            target[at + channel] = (byte) Math.round(upper + (y - row) * (lower - upper));
        }
    }

    private static double between(RgbImage image, int first, int second, double share, int channel) {
        int from = image.samples()[first * RgbImage.CHANNELS + channel] & 0xff;
        int to = image.samples()[second * RgbImage.CHANNELS + channel] & 0xff;
        return from + share * (to - from);
    }

    /** The index inside the image that {@code index} reflects to; the border pixel counts twice. */
    private static int reflected(int index, int side) {
        int inPeriod = Math.floorMod(index, 2 * side);
        return inPeriod < side ? inPeriod : 2 * side - 1 - inPeriod;
    }
}
