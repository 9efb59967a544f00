package dev.millrace.model.image.jpeg;

import java.util.Arrays;
import java.util.List;

/** Decodes the single scan of a sequential file, as far as it is asked for. */
final class SequentialStripes implements Stripes {

    private static final int LARGEST_DIFFERENCE = 15;

    private final Segments segments;
    private final Frame frame;
    private final Scan scan;
    private final List<Plane> planes;
    private final BitReader bits;
    private final int[] predictions;
    private int units;
    private int rows;

    SequentialStripes(byte[] file, Segments segments, Scan scan, List<Plane> planes) {
        this.segments = segments;
        this.frame = segments.frame();
        this.scan = scan;
        this.planes = planes;
        this.bits = new BitReader(file, scan.start());
        this.predictions = new int[planes.size()];
        if (!scan.isWhole() || scan.parts().size() != planes.size()) {
            throw new UnsupportedJpegException("a sequential file of several scans");
        }
    }

    @Override
    public List<Plane> planes() {
        return planes;
    }

    @Override
    public void next() {
        for (int unit = 0; unit < frame.unitsAcross(); unit++) {
            restartIfDue();
            for (int i = 0; i < predictions.length; i++) {
                readUnit(i, unit);
            }
            bits.requireReal();
            units++;
        }
        rows++;
        if (rows == frame.unitsDown()) {
            requireEnd();
        }
    }

    private void restartIfDue() {
        int interval = segments.restartInterval();
        if (interval > 0 && units > 0 && units % interval == 0) {
            bits.restart(units / interval - 1);
            Arrays.fill(predictions, 0);
        }
    }

    private void readUnit(int index, int unit) {
        Component component = frame.components().get(index);
        for (int row = 0; row < component.vertical(); row++) {
            for (int column = 0; column < component.horizontal(); column++) {
                readBlock(index, row, unit * component.horizontal() + column);
            }
        }
    }

    private void readBlock(int index, int row, int column) {
        Scan.Part part = scan.parts().get(index);
        Plane plane = planes.get(index);
        int size = bits.symbol(part.first());
        if (size > LARGEST_DIFFERENCE) {
            throw new UnsupportedJpegException("a difference of " + size + " bits");
        }
        predictions[index] += bits.signed(size);
        if (plane.shape().isMean()) {
            bits.skipCoefficients(part.others());
            plane.putMean(row, column, predictions[index]);
            return;
        }
        float[] block = plane.emptyBlock();
        plane.shape().add(block, 0, predictions[index]);
        if (bits.coefficients(part.others(), plane.shape(), block) == 0) {
            plane.putMean(row, column, predictions[index]);
        } else {
            plane.put(row, column);
        }
    }

    private void requireEnd() {
        segments.continueAt(bits.end());
        if (segments.nextScan().isPresent()) {
            throw new UnsupportedJpegException("a sequential file of several scans");
        }
    }
}
