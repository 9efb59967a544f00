package dev.millrace.cli.data;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A spool being written. An entry consists of its length (32 bits), the label (as {@link DataOutputStream#writeUTF},
 * empty if there is none),
 * width, height (both 0 if the sample has none) and the content.
 */
final class SpoolWriter implements SampleSink, AutoCloseable {

    private final DataOutputStream out;
    private final Consumer<String> leftOut;
    private final Set<String> ids = new HashSet<>();
    private long[] places = new long[1_024];
    private int size;
    private long end;
    private int copies;
    private int oversized;

    /** @param leftOut receives a line for each named file that is left out */
    SpoolWriter(Path file, Consumer<String> leftOut) throws IOException {
        this.leftOut = leftOut;
        out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
    }

    /** Adds the sample, unless it is a copy or too large. */
    @Override
    public void accept(Sample sample) {
        if (sample.content().length > Sample.MOST_BYTES) {
            oversized++;
            sample.name().ifPresent(name -> leftOut(name, "has more than " + Sample.MOST_BYTES + " bytes"));
        } else if (ids.add(sample.id())) {
            write(sample);
        } else {
            copies++;
            sample.name().ifPresent(name -> leftOut(name, "is an exact copy of another file"));
        }
    }

    @Override
    public void leftOut(String file, String why) {
        leftOut.accept("left out: " + file + " " + why);
    }

    private void write(Sample sample) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(sample.content().length + 64);
        DataOutputStream entry = new DataOutputStream(bytes);
        try {
            entry.writeUTF(sample.label().orElse(""));
            entry.writeInt(sample.rawSize().map(Sample.Side::width).orElse(0));
            entry.writeInt(sample.rawSize().map(Sample.Side::height).orElse(0));
            entry.write(sample.content());
            out.writeInt(bytes.size());
            bytes.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary file can't be written", e);
        }
        note(bytes.size());
    }

    private void note(int length) {
        if (size == places.length) {
            places = Arrays.copyOf(places, 2 * size);
        }
        places[size] = end;
        size++;
        end += Integer.BYTES + length;
    }

    /** Positions of the entries, in an order that only {@code seed} determines. */
    long[] shuffledPlaces(long seed) {
        long[] order = Arrays.copyOf(places, size);
        Random random = new Random(seed);
        for (int last = size - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            long place = order[last];
            order[last] = order[other];
            order[other] = place;
        }
        return order;
    }

    /** A sentence that says what was left out; empty if nothing. */
    String leftOut() {
        return (copies == 0 ? "" : ", " + copies + " exact copies left out")
                + (oversized == 0 ? "" : ", " + oversized + " larger than " + Sample.MOST_BYTES + " bytes left out");
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
