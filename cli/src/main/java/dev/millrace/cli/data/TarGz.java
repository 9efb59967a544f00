package dev.millrace.cli.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Reads gzipped tar archives sequentially. */
final class TarGz {

    private static final int BUFFER = 1 << 16;

    private TarGz() {}

    /** Receives one file of an archive; the stream ends at the end of the file. */
    @FunctionalInterface
    interface EntryReader {
        void read(String name, InputStream content) throws IOException;
    }

    /** @throws DataException when the archive is damaged or not a gzipped tar archive */
    static void forEachFile(Path archive, EntryReader reader) throws IOException {
        try (TarArchiveInputStream tar = open(archive)) {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null) {
                if (entry.isFile()) {
                    reader.read(entry.getName(), tar);
                }
                entry = tar.getNextEntry();
            }
        } catch (IOException e) {
            throw new DataException("'" + archive + "' can't be read as tar.gz: " + e.getMessage(), e);
        }
    }

    private static TarArchiveInputStream open(Path archive) throws IOException {
        InputStream file = new BufferedInputStream(Files.newInputStream(archive), BUFFER);
        InputStream plain = GzipCompressorInputStream.builder()
                .setInputStream(file)
                .setDecompressConcatenated(true)
                .get();
        return new TarArchiveInputStream(new BufferedInputStream(plain, BUFFER));
    }
}
