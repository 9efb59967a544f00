package dev.millrace.model.image;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** The size that a file's header claims, as any codec reads it, and the heap that this justifies. */
final class HeaderClaims {

    /** Of 16 bits in four channels the codec's rows and the image; then a stripe in RGB. */
    private static final long BYTES_A_PIXEL = 16;

    private static final long BYTES_A_TABLE = 56 << 10;
    private static final List<Integer> TABLES = List.of(0xc4, 0xcc, 0xdb);

    private HeaderClaims() {}

    static long bytesForPixels(byte[] file) {
        long most = 0;
        Optional<Encoding> encoding = Encoding.of(ByteBuffer.wrap(file));
        if (encoding.isPresent()) {
            Iterator<ImageReader> readers =
                    ImageIO.getImageReadersByFormatName(encoding.get().formatName());
            while (readers.hasNext()) {
                most = Math.max(most, pixels(readers.next(), file));
            }
        }
        return BYTES_A_PIXEL * most;
    }

    static long bytesForTables(byte[] file) {
        long tables = 0;
        for (int at = 1; at < file.length; at++) {
            tables += (file[at - 1] & 0xff) == 0xff && TABLES.contains(file[at] & 0xff) ? 1 : 0;
        }
        return BYTES_A_TABLE * Math.min(tables, 128);
    }

    private static long pixels(ImageReader reader, byte[] file) {
        try (ImageInputStream input = new ByteArrayImageInputStream(file)) {
            reader.setInput(input, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            return Math.max(width, height) <= ImageFuzzTest.LIMITS.maxSide() ? (long) width * height : 0;
        } catch (IOException | RuntimeException e) {
            // A file without a readable header justifies nothing by its pixels.
            return 0;
        } finally {
            reader.dispose();
        }
    }
}
