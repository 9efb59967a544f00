package dev.millrace.model.image;

import dev.millrace.model.spec.ImageInput;
import java.util.Arrays;

/**
 * Resizes an image to a square. When it shrinks, each new pixel is the mean of the area that it covers; when it
 * enlarges, it blends the two nearest pixels of each axis. An image of the right size stays unchanged, byte by byte.
 */
final class Resampling {

    private final PixelRows source;
    private final Axis columns;
    private final int samples;
    private final byte[] row;
    private final float[][] resized;
    private final int[] resizedRow = {-1, -1};

    private Resampling(PixelRows source, double width, Axis columns) {
        this.source = source;
        this.columns = columns;
        this.samples = columns.size() * RgbImage.CHANNELS;
        this.row = new byte[(int) Math.ceil(width) * RgbImage.CHANNELS];
        this.resized = new float[2][samples];
    }

    /** @param width like the height, it is not whole if the image covers only a part of its last column */
    static RgbImage toSquare(PixelRows source, double width, double height, ImageInput input) {
        int side = input.side();
        byte[] result = new byte[side * side * RgbImage.CHANNELS];
        if (width == side && height == side) {
            copy(source, side, result);
            return RgbImage.of(side, result);
        }
        Placement placement = Placement.of(width, height, input);
        new Resampling(source, width, placement.columns())
                .resize(placement.rows(), result, placement.first(side), side * RgbImage.CHANNELS);
        return RgbImage.of(side, result);
    }

    private static void copy(PixelRows source, int side, byte[] result) {
        byte[] row = new byte[side * RgbImage.CHANNELS];
        for (int i = 0; i < side; i++) {
            source.read(i, row);
            System.arraycopy(row, 0, result, i * row.length, row.length);
        }
    }

    private void resize(Axis rows, byte[] result, int first, int stride) {
        float[] sums = new float[samples];
        for (int target = 0; target < rows.size(); target++) {
            Arrays.fill(sums, 0);
            float[] weights = rows.weights(target);
            for (int i = 0; i < weights.length; i++) {
                float[] values = resizedRow(rows.first(target) + i);
                for (int j = 0; j < sums.length; j++) {
                    sums[j] += weights[i] * values[j];
                }
            }
            for (int j = 0; j < sums.length; j++) {
                result[first + target * stride + j] = (byte) Math.min(255, (int) (sums[j] + 0.5f));
            }
        }
    }

    /** Two rows are cached; neighbouring targets never share more. */
    private float[] resizedRow(int index) {
        int slot = index & 1;
        if (resizedRow[slot] != index) {
            source.read(index, row);
            resizeRow(resized[slot]);
            resizedRow[slot] = index;
        }
        return resized[slot];
    }

    private void resizeRow(float[] target) {
        for (int column = 0; column < columns.size(); column++) {
            float[] weights = columns.weights(column);
            int at = columns.first(column) * RgbImage.CHANNELS;
            float red = 0;
            float green = 0;
            float blue = 0;
            for (float weight : weights) {
                red += weight * (row[at] & 0xff);
                green += weight * (row[at + 1] & 0xff);
                blue += weight * (row[at + 2] & 0xff);
                at += RgbImage.CHANNELS;
            }
            target[column * RgbImage.CHANNELS] = red;
            target[column * RgbImage.CHANNELS + 1] = green;
            target[column * RgbImage.CHANNELS + 2] = blue;
        }
    }
}
