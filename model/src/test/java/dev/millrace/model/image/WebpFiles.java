package dev.millrace.model.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** WebP files of 48 × 40 pixels in quarters: red and green, blue and white; where there is alpha, the last is clear. */
final class WebpFiles {

    static final byte[] LOSSLESS = bytes("UklGRigAAABXRUJQVlA4TBsAAAAvL8AJABASEP6fVnVl/ue//xNAueQ/wtzzHwEA");

    static final byte[] LOSSLESS_WITH_ALPHA =
            bytes("UklGRjwAAABXRUJQVlA4TC8AAAAvL8AJEB8gEEjaH3qN+RcQFPk/2vwH8KVATdtG" + "UEmW5JF8s3eN6P8ENBZmZBRmBAA=");

    static final byte[] LOSSY = bytes("UklGRo4AAABXRUJQVlA4IIIAAACQBgCdASowACgAPv1mqlArJaQitUgBYB+JYgDHLcD+Aawp"
            + "xb8dOFh8AP5Xcf92kgouNjkgFlLzmyxrtSoAAP7oNipeY/5mf4n+pN4f91CU17pW9t4jx2jUKbeeC6DKbQ25ZpaoB1xw1leuUfmcau"
            + "5zly8QCLmXmwuA6uqnvA1eyAAA");

    static final byte[] LOSSY_WITH_ALPHA = bytes("UklGRsAAAABXRUJQVlA4WAoAAAAQAAAALwAAJwAAQUxQSBUAAAABDzD/ERFCLJjMXzqC"
            + "/oj+T0DnOAIAVlA4IIQAAACwBgCdASowACgAPwFwq1ArJyQitV1YAWAgCWIAwckANZs4t+RnCw+AH8ruP+7AAQ3cyM5lNa2Q1WSL6/"
            + "PDAAD+6DiXBuOn/M0Gi33TTL/yK3ytP7pW9phWLlHKV2W+UgugymwbXE6Em4K0ClTI/gfsOO9f/I3SelE12UG83m2S7AsAAAA=");

    /** Width and height less one, in 24 bits each. */
    private static final byte[] SIZE = {47, 0, 0, 39, 0, 0};

    private WebpFiles() {}

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    /** One colour, of any size, in a few bytes: each of its codes has one symbol, which takes no bit. */
    static byte[] bomb(int width, int height) {
        ByteBuffer file = ByteBuffer.allocate(12 + 8 + 16).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(file.capacity() - 8);
        file.put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        file.put((byte) 0x2f).putInt((width - 1) | ((height - 1) << 14));
        // No transform, no cache, no groups; five codes of one symbol of one bit, 0.
        file.put(new byte[] {(byte) 0b0000_1000, (byte) 0b0100_0100, 0b0010_0010, 0});
        return file.array();
    }

    /** The file with a chunk before its end. */
    static byte[] withChunk(byte[] file, String name, byte[] content) {
        int padded = content.length + content.length % 2;
        ByteBuffer longer = ByteBuffer.allocate(file.length + 8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        longer.put(file).put(name.getBytes(StandardCharsets.US_ASCII));
        return longer.putInt(content.length)
                .put(content)
                .putInt(4, longer.capacity() - 8)
                .array();
    }

    /** An animation of 48 x 40 pixels, a frame for each of the files. */
    static byte[] animated(byte[]... files) {
        ByteBuffer file = ByteBuffer.allocate(1_000).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF0000WEBPVP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10);
        file.putInt(2).put(SIZE);
        file.put("ANIM".getBytes(StandardCharsets.US_ASCII)).putInt(6).putInt(0).putShort((short) 0);
        for (byte[] frame : files) {
            int image = frame.length - 12;
            file.put("ANMF".getBytes(StandardCharsets.US_ASCII)).putInt(16 + image);
            file.put(new byte[6]).put(SIZE).put(new byte[] {100, 0, 0, 0}).put(frame, 12, image);
        }
        byte[] whole = java.util.Arrays.copyOf(file.array(), file.position());
        ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putInt(4, whole.length - 8);
        return whole;
    }
}
