package dev.millrace.model.image;

import java.util.Arrays;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A file as a codec reads it. Ends reading once the codec has tried often enough to read past the file's end: some go on
 * with zeros, at the cost of an exception each, for every pixel that a header claims. Ends reading too when its time is over.
 */
final class BoundedInput extends ImageInputStreamImpl {

    /** Codecs of bits read ahead by as many bytes as a long has. */
    private static final int PADDING = 2 * Long.BYTES;

    private static final int MOST_ATTEMPTS = 1_000;
    private static final int READS_A_LOOK = 1_024;

    private final byte[] bytes;
    private final DecodingTime time;
    private int attempts;
    private int reads;

    BoundedInput(byte[] file, DecodingTime time) {
        this.time = time;
        this.bytes = Arrays.copyOf(file, file.length + PADDING);
    }

    @Override
    public int read() {
        beginRead();
        if (streamPos >= bytes.length) {
            return atEnd();
        }
        return bytes[(int) streamPos++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        beginRead();
        if (streamPos >= bytes.length) {
            return atEnd();
        }
        int count = (int) Math.min(length, bytes.length - streamPos);
        System.arraycopy(bytes, (int) streamPos, target, offset, count);
        streamPos += count;
        return count;
    }

    private void beginRead() {
        bitOffset = 0;
        reads++;
        if (reads % READS_A_LOOK == 0) {
            time.requireSome();
        }
    }

    private int atEnd() {
        attempts++;
        if (attempts > MOST_ATTEMPTS) {
            throw new IllegalStateException("more than " + MOST_ATTEMPTS + " reads past the end");
        }
        return -1;
    }

    @Override
    public long length() {
        return bytes.length;
    }
}
