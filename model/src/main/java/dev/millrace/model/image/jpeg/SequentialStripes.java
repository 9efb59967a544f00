package dev.millrace.model.image.jpeg;

import java.util.ArrayList;
import java.util.List;

/** Decodes the single scan of a sequential file, as far as it is asked for. */
final class SequentialStripes implements Stripes {

    private final Segments segments;
    private final Frame frame;
    private final List<Plane> planes;
    private final BitReader bits;
    private final Blocks[] blocks;
    private int units;
    private int rows;

    SequentialStripes(byte[] file, Segments segments, Scan scan, List<Plane> planes) {
        this.segments = segments;
        this.frame = segments.frame();
        this.planes = planes;
        this.bits = new BitReader(file, scan.start());
        if (!scan.isWhole() || scan.parts().size() != planes.size()) {
            throw new UnsupportedJpegException("a sequential file of several scans");
        }
        List<Blocks> each = new ArrayList<>();
        for (int i = 0; i < planes.size(); i++) {
            each.add(new Blocks(bits, frame.components().get(i), scan.parts().get(i), planes.get(i)));
        }
        this.blocks = each.toArray(Blocks[]::new);
    }

    @Override
    public List<Plane> planes() {
        return planes;
    }

    @Override
    public void next() {
        int across = frame.unitsAcross();
        for (int unit = 0; unit < across; unit++) {
            restartIfDue();
            for (Blocks each : blocks) {
                each.readUnit(unit);
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
            for (Blocks each : blocks) {
                each.prediction = 0;
            }
        }
    }

    private void requireEnd() {
        segments.continueAt(bits.end());
        if (segments.nextScan().isPresent()) {
            throw new UnsupportedJpegException("a sequential file of several scans");
        }
    }

    /** The blocks of one component. */
    private static final class Blocks {

        private final BitReader bits;
        private final HuffmanTable firsts;
        private final HuffmanTable others;
        private final Plane plane;
        private final BlockShape shape;
        private final int horizontal;
        private final int vertical;
        private int prediction;

        Blocks(BitReader bits, Component component, Scan.Part part, Plane plane) {
            this.bits = bits;
            this.firsts = part.first();
            this.others = part.others();
            this.plane = plane;
            this.shape = plane.shape();
            this.horizontal = component.horizontal();
            this.vertical = component.vertical();
        }

        void readUnit(int unit) {
            for (int row = 0; row < vertical; row++) {
                for (int column = 0; column < horizontal; column++) {
                    readBlock(row, unit * horizontal + column);
                }
            }
        }

        private void readBlock(int row, int column) {
            prediction += bits.difference(firsts);
            if (shape.isMean()) {
                bits.pass(others, 1);
                plane.putMean(row, column, prediction);
                return;
            }
            float[] block = plane.emptyBlock();
            shape.add(block, 0, prediction);
            if (bits.coefficients(others, shape, block)) {
                plane.put(row, column);
            } else {
                plane.putMean(row, column, prediction);
            }
        }
    }
}
