package dev.millrace.model.image.jpeg;

import java.util.List;

/** The rows of an image at a fraction of its size, read from the top. Owned by one thread. */
public final class ReducedRows {

    private final Stripes stripes;
    private final List<Plane> planes;
    private final boolean isLuminance;
    private final int width;
    private final int height;
    private final int rowsPerStripe;
    private final int rowsOfStripes;
    private int stripe = -1;

    ReducedRows(Stripes stripes, Frame frame, int denominator, boolean isLuminance) {
        this.stripes = stripes;
        this.planes = stripes.planes();
        this.isLuminance = isLuminance;
        this.width = Frame.ceiling(frame.width(), denominator);
        this.height = Frame.ceiling(frame.height(), denominator);
        this.rowsPerStripe = BlockShape.SIDE * frame.mostVertical() / denominator;
        this.rowsOfStripes = frame.unitsDown();
    }

    /** Columns; the last may lie partly outside of the image. */
    public int width() {
        return width;
    }

    /** Rows; the last may lie partly outside of the image. */
    public int height() {
        return height;
    }

    /**
     * Writes red, green and blue of a row's pixels to the start of {@code target}.
     *
     * @param row not above the stripe of rows that was read last
     * @throws UnsupportedJpegException if the file is damaged up to this row
     */
    public void read(int row, byte[] target) {
        while (stripe < row / rowsPerStripe) {
            stripes.next();
            stripe++;
        }
        int rowOfStripe = row % rowsPerStripe;
        if (planes.size() == 1) {
            writeGrey(rowOfStripe, target);
        } else if (isLuminance) {
            writeLuminance(rowOfStripe, target);
        } else {
            writeColours(rowOfStripe, target);
        }
    }

    /**
     * Reads what is left of the file.
     *
     * @throws UnsupportedJpegException if the file is damaged there
     */
    public void finish() {
        while (stripe < rowsOfStripes - 1) {
            stripes.next();
            stripe++;
        }
    }

    private void writeGrey(int row, byte[] target) {
        Plane grey = planes.get(0);
        byte[] samples = grey.samples();
        int from = grey.start(row);
        for (int column = 0, at = 0; column < width; column++, at += 3) {
            byte value = samples[from + (column >> grey.horizontalShift())];
            target[at] = value;
            target[at + 1] = value;
            target[at + 2] = value;
        }
    }

    private void writeColours(int row, byte[] target) {
        for (int channel = 0; channel < 3; channel++) {
            Plane plane = planes.get(channel);
            byte[] samples = plane.samples();
            int from = plane.start(row);
            int shift = plane.horizontalShift();
            for (int column = 0, at = channel; column < width; column++, at += 3) {
                target[at] = samples[from + (column >> shift)];
            }
        }
    }

    private void writeLuminance(int row, byte[] target) {
        writeColours(row, target);
        for (int column = 0, at = 0; column < width; column++, at += 3) {
            int luminance = ((target[at] & 0xff) << 16) + 32_768;
            int blue = (target[at + 1] & 0xff) - 128;
            int red = (target[at + 2] & 0xff) - 128;
            target[at] = clamped(luminance + 91_881 * red);
            target[at + 1] = clamped(luminance - 22_554 * blue - 46_802 * red);
            target[at + 2] = clamped(luminance + 116_130 * blue);
        }
    }

    private static byte clamped(int scaled) {
        return (byte) Math.max(0, Math.min(255, scaled >> 16));
    }
}
