package dev.millrace.model.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/**
 * The rows of a decoded image of any colour model as red, green and blue. Transparent pixels become white.
 *
 * <p>Converts a stripe at a time, which is fast for rows that are read from the top. Owned by one thread.
 */
final class RowsOnWhite implements PixelRows {

    private static final int STRIPE_PIXELS = 65_536;

    private final BufferedImage image;
    private final BufferedImage stripe;
    private final int[] pixels;
    private int first = -1;

    RowsOnWhite(BufferedImage image) {
        this.image = image;
        int rows = Math.max(1, Math.min(image.getHeight(), STRIPE_PIXELS / image.getWidth()));
        this.stripe = new BufferedImage(image.getWidth(), rows, BufferedImage.TYPE_INT_RGB);
        this.pixels = ((DataBufferInt) stripe.getRaster().getDataBuffer()).getData();
    }

    @Override
    public void read(int row, byte[] target) {
        if (first < 0 || row < first || row >= first + stripe.getHeight()) {
            convertFrom(row);
        }
        int width = image.getWidth();
        int from = (row - first) * width;
        for (int column = 0; column < width; column++) {
            int pixel = pixels[from + column];
            target[3 * column] = (byte) (pixel >> 16);
            target[3 * column + 1] = (byte) (pixel >> 8);
            target[3 * column + 2] = (byte) pixel;
        }
    }

    private void convertFrom(int row) {
        int width = image.getWidth();
        int rows = Math.min(stripe.getHeight(), image.getHeight() - row);
        Graphics2D graphics = stripe.createGraphics();
        graphics.drawImage(image, 0, 0, width, rows, 0, row, width, row + rows, Color.WHITE, null);
        graphics.dispose();
        first = row;
    }
}
