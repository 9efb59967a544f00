package dev.millrace.model.onednn;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** Rows of numbers, such as one vector per word, in the precision in which a network reads them. Thread-safe. */
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
     * Creates a table.
     *
     * @param values row after row, finite; in float32 they are shared, not copied
     * @param width number of values per row
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

    /** Rounds to the nearest bfloat16, ties to even: the upper half of a float32's bits. */
    static short toBfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        return (short) ((bits + HALF + ((bits >>> Short.SIZE) & 1)) >>> Short.SIZE);
    }

    /** Copies a row, in float32, with the values that the network reads. */
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

    /** Writes rows one by one outside the heap. Owned by one thread. */
    final class Placing {

        private final FloatBuffer exactRows;
        private final ShortBuffer narrowRows;

        /** @param target in the processor's byte order */
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

    /** Gathers rows on the heap and writes them outside in one piece. Owned by one thread. */
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

        /** Writes the first {@code rows} rows to {@code target}. */
        void write(int rows, ByteBuffer target) {
            if (narrowRows.length == 0) {
                target.asFloatBuffer().put(0, exactRows, 0, rows * width);
            } else {
                target.asShortBuffer().put(0, narrowRows, 0, rows * width);
            }
        }
    }
}
