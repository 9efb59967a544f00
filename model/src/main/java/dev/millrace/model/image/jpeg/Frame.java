package dev.millrace.model.image.jpeg;

import java.util.List;

/**
 * What a file's frame header says.
 *
 * @param progressive whether coefficients come in several scans
 * @param components one or three
 */
record Frame(int width, int height, boolean progressive, List<Component> components) {

    private static final int MOST_BLOCKS = 10;

    Frame {
        components = List.copyOf(components);
        if (width < 1 || height < 1 || (components.size() != 1 && components.size() != 3)) {
            throw new UnsupportedJpegException(
                    components.size() + " components of " + width + " x " + height + " pixels");
        }
        if (components.size() == 1) {
            // A single component's blocks are in plain order, whatever its factors.
            Component sole = components.get(0);
            components = List.of(new Component(sole.id(), 1, 1, sole.quantization()));
        }
        if (components.stream()
                        .mapToInt(each -> each.horizontal() * each.vertical())
                        .sum()
                > MOST_BLOCKS) {
            throw new UnsupportedJpegException("a unit of more than " + MOST_BLOCKS + " blocks");
        }
    }

    int mostHorizontal() {
        return components.stream().mapToInt(Component::horizontal).max().orElseThrow();
    }

    int mostVertical() {
        return components.stream().mapToInt(Component::vertical).max().orElseThrow();
    }

    /** Units in a row. */
    int unitsAcross() {
        return ceiling(width, BlockShape.SIDE * mostHorizontal());
    }

    /** Rows of units. */
    int unitsDown() {
        return ceiling(height, BlockShape.SIDE * mostVertical());
    }

    static int ceiling(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
