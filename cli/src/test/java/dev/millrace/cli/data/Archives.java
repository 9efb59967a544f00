package dev.millrace.cli.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Creates small data sets in the official layouts. */
public final class Archives {

    private static final int PLANE = 1_024;

    private Archives() {}

    /**
     * A CIFAR record whose red, green and blue planes are {@code red}, {@code red + 1} and {@code red + 2} all over.
     */
    static byte[] cifarRecord(int label, int red) {
        byte[] record = new byte[1 + 3 * PLANE];
        record[0] = (byte) label;
        for (int offset = 0; offset < 3 * PLANE; offset++) {
            record[1 + offset] = (byte) (red + offset / PLANE);
        }
        return record;
    }

    static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    public static Path tarGz(Path file, Map<String, byte[]> entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(out))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                TarArchiveEntry header = new TarArchiveEntry(entry.getKey());
                header.setSize(entry.getValue().length);
                tar.putArchiveEntry(header);
                tar.write(entry.getValue());
                tar.closeArchiveEntry();
            }
        }
        return file;
    }

    static List<Sample> read(SampleReader reader) throws IOException {
        return read(reader, new ArrayList<>());
    }

    /** @param leftOut receives the files that are left out, with the reason */
    static List<Sample> read(SampleReader reader, List<String> leftOut) throws IOException {
        List<Sample> samples = new ArrayList<>();
        reader.read(new SampleSink() {
            @Override
            public void accept(Sample sample) {
                samples.add(sample);
            }

            @Override
            public void leftOut(String file, String why) {
                leftOut.add(file + " " + why);
            }
        });
        return samples;
    }
}
