package dev.millrace.model.image.jpeg;

import java.util.Arrays;
import java.util.List;

/** Reads one scan of a progressive file into the coefficients: first bits of a band, or one more bit. */
final class ProgressiveScan {

    private static final int LARGEST_DIFFERENCE = 15;
    private static final int LONG_RUN = 15;

    private final byte[] file;
    private final Segments segments;
    private final Scan scan;
    private final List<Coefficients> coefficients;
    private final BitReader bits;
    private final int[] predictions;
    private int emptyBlocks;
    private int units;

    ProgressiveScan(byte[] file, Segments segments, Scan scan, List<Coefficients> coefficients) {
        this.file = file;
        this.segments = segments;
        this.scan = scan;
        this.coefficients = coefficients;
        this.bits = new BitReader(file, scan.start());
        this.predictions = new int[coefficients.size()];
        if (!scan.isProgressive()) {
            throw new UnsupportedJpegException("a scan of coefficients " + scan.first() + " to " + scan.last());
        }
    }

    /** Reads the scan and returns the position of the marker after it. */
    int read() {
        if (scan.first() > 0 && part(0).isMeanOnly()) {
            return skip();
        }
        if (scan.first() == 0 && scan.high() == 0) {
            scan.parts().forEach(part -> coefficients.get(part.component()).begin());
        }
        if (scan.parts().size() == 1) {
            readAlone();
        } else {
            readTogether();
        }
        return bits.end();
    }

    private Coefficients part(int index) {
        return coefficients.get(scan.parts().get(index).component());
    }

    /** Finds the next marker that is none of a restart. */
    private int skip() {
        for (int at = scan.start(); at + 1 < file.length; at++) {
            int code = file[at + 1] & 0xff;
            if (file[at] == -1 && code != 0 && code != 0xff && (code < 0xd0 || code > 0xd7)) {
                return at;
            }
        }
        throw new UnsupportedJpegException("a scan without an end");
    }

    private void readAlone() {
        Coefficients sole = part(0);
        for (int row = 0; row < sole.ownDown(); row++) {
            for (int column = 0; column < sole.ownAcross(); column++) {
                restartIfDue();
                readBlock(0, sole.start(row, column));
                bits.requireReal();
                units++;
            }
        }
    }

    private void readTogether() {
        Frame frame = segments.frame();
        for (int row = 0; row < frame.unitsDown(); row++) {
            for (int column = 0; column < frame.unitsAcross(); column++) {
                restartIfDue();
                for (int i = 0; i < scan.parts().size(); i++) {
                    readUnit(i, row, column);
                }
                bits.requireReal();
                units++;
            }
        }
    }

    private void readUnit(int index, int unitRow, int unitColumn) {
        Component component =
                segments.frame().components().get(scan.parts().get(index).component());
        for (int row = 0; row < component.vertical(); row++) {
            for (int column = 0; column < component.horizontal(); column++) {
                readBlock(
                        index,
                        part(index)
                                .start(
                                        unitRow * component.vertical() + row,
                                        unitColumn * component.horizontal() + column));
            }
        }
    }

    private void restartIfDue() {
        int interval = segments.restartInterval();
        if (interval > 0 && units > 0 && units % interval == 0) {
            bits.restart(units / interval - 1);
            Arrays.fill(predictions, 0);
            emptyBlocks = 0;
        }
    }

    private void readBlock(int index, int start) {
        short[] values = part(index).values();
        if (scan.first() == 0 && scan.high() == 0) {
            values[start] = (short) (nextFirst(index) << scan.low());
        } else if (scan.first() == 0) {
            values[start] |= (short) (bits.unsigned(1) << scan.low());
        } else if (scan.high() == 0) {
            readBand(values, start);
        } else {
            refineBand(values, start);
        }
    }

    private int nextFirst(int index) {
        int size = bits.symbol(scan.parts().get(index).first());
        if (size > LARGEST_DIFFERENCE) {
            throw new UnsupportedJpegException("a difference of " + size + " bits");
        }
        predictions[index] += bits.signed(size);
        return predictions[index];
    }

    private void readBand(short[] values, int start) {
        if (emptyBlocks > 0) {
            emptyBlocks--;
            return;
        }
        HuffmanTable table = scan.parts().get(0).others();
        for (int at = scan.first(); at <= scan.last(); at++) {
            int symbol = bits.symbol(table);
            int run = symbol >> 4;
            int size = symbol & 0xf;
            if (size == 0 && run < LONG_RUN) {
                emptyBlocks = (1 << run) + bits.unsigned(run) - 1;
                return;
            }
            at += run;
            if (at > scan.last()) {
                throw new UnsupportedJpegException("a band of more coefficients than it has");
            }
            values[start + at] = (short) (bits.signed(size) << scan.low());
        }
    }

    private void refineBand(short[] values, int start) {
        int at = scan.first();
        HuffmanTable table = scan.parts().get(0).others();
        while (emptyBlocks == 0 && at <= scan.last()) {
            int symbol = bits.symbol(table);
            int run = symbol >> 4;
            int size = symbol & 0xf;
            if (size > 1) {
                throw new UnsupportedJpegException("a refinement of " + size + " bits");
            }
            if (size == 0 && run < LONG_RUN) {
                emptyBlocks = (1 << run) + bits.unsigned(run);
                break;
            }
            int value = size == 0 ? 0 : bits.unsigned(1) == 1 ? 1 : -1;
            at = refine(values, start, at, run);
            place(values, start, at++, value);
        }
        if (emptyBlocks > 0) {
            refine(values, start, at, Integer.MAX_VALUE);
            emptyBlocks--;
        }
    }

    private void place(short[] values, int start, int at, int value) {
        if (value == 0) {
            return;
        }
        if (at > scan.last()) {
            throw new UnsupportedJpegException("a band of more coefficients than it has");
        }
        values[start + at] = (short) (value << scan.low());
    }

    /** Refines known coefficients until so many unknown ones were passed; returns the index of the next unknown one. */
    private int refine(short[] values, int start, int from, int run) {
        int left = run;
        int at = from;
        for (; at <= scan.last(); at++) {
            short value = values[start + at];
            if (value == 0) {
                if (left-- == 0) {
                    return at;
                }
            } else if (bits.unsigned(1) == 1 && (value & (1 << scan.low())) == 0) {
                values[start + at] += (short) (value > 0 ? 1 << scan.low() : -(1 << scan.low()));
            }
        }
        return at;
    }
}
