package dev.millrace.model.onednn;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** Rows of numbers, such as one vector per word, in the precision that a network reads them in. Threads share it. */
public final class LookupTable {

    private static final int HALF = 0x7FFF;

    private final float[] exact;
    private final short[] narrow;
    private final int width;

    private LookupTable(float[] exact, short[] narrow, int width) {
        this.exact = exact;
        this.narrow = narrow;
        this.width = width;
    }

    /**
     * @param values row after row, finite; in float32 they are not copied
     * @param width numbers of a row
     */
    public static LookupTable of(float[] values, int width, Precision precision) {
        return precision == Precision.FLOAT32
                ? new LookupTable(values, new short[0], width)
                : new LookupTable(new float[0], narrowed(values), width);
    }

    private static short[] narrowed(float[] values) {
        short[] narrowed = new short[values.length];
        for (int i = 0; i < values.length; i++) {
            narrowed[i] = toBfloat16(values[i]);
        }
        return narrowed;
    }

    /** The nearest bfloat16, the even one of two as near: the upper half of a float32's bits. */
    static short toBfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        return (short) ((bits + HALF + ((bits >>> Short.SIZE) & 1)) >>> Short.SIZE);
    }

    /** Copies a row as it is read, in float32. */
    public void copy(int row, float[] to) {
        if (narrow.length == 0) {
            System.arraycopy(exact, row * width, to, 0, width);
            return;
        }
        for (int i = 0; i < width; i++) {
            to[i] = Float.intBitsToFloat(narrow[row * width + i] << Short.SIZE);
        }
    }

    Precision precision() {
        return narrow.length == 0 ? Precision.FLOAT32 : Precision.BFLOAT16;
    }

    /** Where rows are written one by one, outside the heap. Owned by one thread. */
    final class Placing {

        private final FloatBuffer exactRows;
        private final ShortBuffer narrowRows;

        /** @param target of the processor's order of bytes */
        Placing(ByteBuffer target) {
            this.exactRows = target.asFloatBuffer();
            this.narrowRows = target.asShortBuffer();
        }

        void put(int row, int place) {
            if (narrow.length == 0) {
                exactRows.put(place * width, exact, row * width, width);
            } else {
                narrowRows.put(place * width, narrow, row * width, width);
            }
        }
    }

    /** Where rows are gathered before they go out of the heap in one piece. Owned by one thread. */
    final class Gathering {

        private final float[] exactRows;
        private final short[] narrowRows;

        Gathering(int rows) {
            this.exactRows = new float[exact.length == 0 ? 0 : rows * width];
            this.narrowRows = new short[narrow.length == 0 ? 0 : rows * width];
        }

        void put(int row, int place) {
            if (narrowRows.length == 0) {
                System.arraycopy(exact, row * width, exactRows, place * width, width);
            } else {
                System.arraycopy(narrow, row * width, narrowRows, place * width, width);
            }
        }

        /** Writes the first {@code rows} places to {@code target}. */
        void write(int rows, ByteBuffer target) {
            if (narrowRows.length == 0) {
                target.asFloatBuffer().put(0, exactRows, 0, rows * width);
            } else {
                target.asShortBuffer().put(0, narrowRows, 0, rows * width);
            }
        }
    }
}
