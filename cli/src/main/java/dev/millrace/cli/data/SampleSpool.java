package dev.millrace.cli.data;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Samples in a temporary file, in shuffled order. Uses 8 bytes of memory per sample, and about 100 while the spool is
 * being filled. Exact copies, and samples too large for a record, are left out and counted.
 */
public final class SampleSpool implements Samples {

    private final FileChannel file;
    private final long[] places;
    private final String origin;

    private SampleSpool(FileChannel file, long[] places, String origin) {
        this.file = file;
        this.places = places;
        this.origin = origin;
    }

    /**
     * Reads a whole data set into a spool.
     *
     * @param leftOut receives a line for each named file that is left out
     * @param folder for the temporary file, which is deleted when the spool is closed or the process ends
     * @param seed determines the order
     */
    public static SampleSpool fill(String name, SampleReader reader, Consumer<String> leftOut, Path folder, long seed) {
        try {
            Path file = Files.createTempFile(folder, "samples", ".spool");
            SpoolWriter writing = new SpoolWriter(file, leftOut);
            try (writing) {
                reader.read(writing);
            } catch (IOException | RuntimeException e) {
                Files.delete(file);
                throw e;
            }
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
            return new SampleSpool(channel, writing.shuffledPlaces(seed), name + writing.leftOut());
        } catch (IOException e) {
            throw new DataException("'" + name + "' can't be read: " + e, e);
        }
    }

    @Override
    public int size() {
        return places.length;
    }

    @Override
    public Sample get(int index) {
        try {
            int length = ByteBuffer.wrap(read(places[index], Integer.BYTES)).getInt();
            byte[] entry = read(places[index] + Integer.BYTES, length);
            DataInputStream fields = new DataInputStream(new ByteArrayInputStream(entry));
            String label = fields.readUTF();
            int width = fields.readInt();
            int height = fields.readInt();
            Optional<Sample.Side> side = width == 0 ? Optional.empty() : Optional.of(new Sample.Side(width, height));
            return new Sample(
                    Optional.of(label).filter(text -> !text.isEmpty()), fields.readAllBytes(), side, Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary file of '" + origin + "' can't be read", e);
        }
    }

    private byte[] read(long place, int bytes) throws IOException {
        byte[] content = new byte[bytes];
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, place + buffer.position()) < 0) {
                throw new IOException("it ends early");
            }
        }
        return content;
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary file of '" + origin + "' can't be closed", e);
        }
    }
}
