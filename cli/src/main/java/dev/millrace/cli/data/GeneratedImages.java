package dev.millrace.cli.data;

import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Generated 32 × 32 images of ten classes. Each class is a shape in its own colour, which is moved, scaled and covered
 * with noise.
 */
public final class GeneratedImages implements Samples {

    private static final int SIDE = 32;
    private static final int NOISE = 40;

    /** The class: a shape in a colour (red, green, blue). */
    private enum Figure {
        RED_DISC(Shape.DISC, 220, 40, 40),
        GREEN_DISC(Shape.DISC, 40, 200, 60),
        BLUE_SQUARE(Shape.SQUARE, 50, 70, 220),
        YELLOW_SQUARE(Shape.SQUARE, 220, 210, 50),
        CYAN_RING(Shape.RING, 50, 210, 210),
        MAGENTA_RING(Shape.RING, 210, 60, 200),
        WHITE_CROSS(Shape.CROSS, 235, 235, 235),
        ORANGE_CROSS(Shape.CROSS, 240, 140, 40),
        GREY_BARS(Shape.BARS, 130, 130, 130),
        VIOLET_BARS(Shape.BARS, 120, 60, 200);

        private final Shape shape;
        private final int red;
        private final int green;
        private final int blue;

        Figure(Shape shape, int red, int green, int blue) {
            this.shape = shape;
            this.red = red;
            this.green = green;
            this.blue = blue;
        }

        /** Red, green or blue (0 to 2), 0 to 255. */
        int channel(int index) {
            return index == 0 ? red : index == 1 ? green : blue;
        }
    }

    private enum Shape {
        DISC,
        SQUARE,
        RING,
        CROSS,
        BARS;

        /** Whether the shape covers the point. Its centre is the origin, and its radius is 1. */
        boolean covers(double x, double y) {
            double distance = Math.hypot(x, y);
            return switch (this) {
                case DISC -> distance < 1;
                case SQUARE -> Math.max(Math.abs(x), Math.abs(y)) < 0.9;
                case RING -> distance < 1 && distance > 0.6;
                case CROSS -> Math.min(Math.abs(x), Math.abs(y)) < 0.25 && distance < 1.1;
                case BARS -> Math.abs(y) < 1 && Math.abs(x) < 1 && Math.floorMod((int) Math.floor(3 * x), 2) == 0;
            };
        }
    }

    private final int size;
    private final long seed;

    /** @param seed determines every image */
    public GeneratedImages(int size, long seed) {
        this.size = size;
        this.seed = seed;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Sample get(int index) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + index);
        Figure figure = Figure.values()[random.nextInt(Figure.values().length)];
        return Sample.raw(figure.name().toLowerCase(Locale.ROOT).replace('_', ' '), paint(figure, random), SIDE, SIDE);
    }

    private static byte[] paint(Figure figure, SplittableRandom random) {
        double reach = 7 + 6 * random.nextDouble();
        double centreX = SIDE / 2.0 + 10 * (random.nextDouble() - 0.5);
        double centreY = SIDE / 2.0 + 10 * (random.nextDouble() - 0.5);
        int background = 20 + random.nextInt(140);
        byte[] pixels = new byte[3 * SIDE * SIDE];
        for (int place = 0; place < pixels.length; place++) {
            int pixel = place / 3;
            int row = pixel / SIDE;
            boolean covered = figure.shape.covers((pixel % SIDE - centreX) / reach, (row - centreY) / reach);
            int shade = covered ? figure.channel(place % 3) : background;
            pixels[place] = (byte) Math.max(0, Math.min(255, shade + random.nextInt(2 * NOISE) - NOISE));
        }
        return pixels;
    }

    @Override
    public String origin() {
        return "generated shapes";
    }

    @Override
    public void close() {}
}
