package dev.millrace.model.image;

import java.util.Arrays;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A file as a codec reads it. Ends reading once the codec has tried often enough to read past the file's end: some go on
 * with zeros, at the cost of an exception each, for every pixel that a header claims.
 */
final class BoundedInput extends ImageInputStreamImpl {

    /** Codecs of bits read ahead by as many bytes as a long has. */
    private static final int PADDING = 2 * Long.BYTES;

    private static final int MOST_ATTEMPTS = 1_000;

    private final byte[] bytes;
    private int attempts;

    BoundedInput(byte[] file) {
        this.bytes = Arrays.copyOf(file, file.length + PADDING);
    }

    @Override
    public int read() {
        bitOffset = 0;
        if (streamPos >= bytes.length) {
            return atEnd();
        }
        return bytes[(int) streamPos++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        bitOffset = 0;
        if (streamPos >= bytes.length) {
            return atEnd();
        }
        int count = (int) Math.min(length, bytes.length - streamPos);
        System.arraycopy(bytes, (int) streamPos, target, offset, count);
        streamPos += count;
        return count;
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
