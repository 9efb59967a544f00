package dev.millrace.trainer.examples;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Writes batches, and bounds how long a write waits. RocksDB stops writes while its buffers are full. Usually a flush makes
 * room within milliseconds; on a full disk none can, and RocksDB's own wait has no end.
 */
final class StalledWrites implements AutoCloseable {

    private static final String FAILURES = "rocksdb.background-errors";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long RETRY_MILLIS = 5;

    private final Path directory;
    private final WriteOptions writing = new WriteOptions().setNoSlowdown(true);

    StalledWrites(Path directory) {
        this.directory = directory;
    }

    /**
     * Writes the whole batch or, if it throws, nothing of it.
     *
     * @throws IOException if flushes fail while it waits, or it has waited half a minute
     */
    void write(RocksDB rocks, WriteBatch batch) throws RocksDBException, IOException {
        if (isWritten(rocks, batch)) {
            return;
        }
        long failures = rocks.getLongProperty(FAILURES);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isWritten(rocks, batch)) {
            if (rocks.getLongProperty(FAILURES) > failures) {
                throw new IOException("required room in its buffers, got writes to the disk that fail; "
                        + Files.getFileStore(directory).getUsableSpace() + " bytes are free");
            }
            if (System.nanoTime() > end) {
                throw new IOException("required room in its buffers, got none for " + PATIENCE.toSeconds() + " s");
            }
            pause();
        }
    }

    /** False while RocksDB has writers wait. */
    private boolean isWritten(RocksDB rocks, WriteBatch batch) throws RocksDBException {
        try {
            rocks.write(writing, batch);
            return true;
        } catch (RocksDBException e) {
            if (e.getStatus() != null && e.getStatus().getCode() == Status.Code.Incomplete) {
                return false;
            }
            throw e;
        }
    }

    private static void pause() throws InterruptedIOException {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a write to the example store waited");
        }
    }

    @Override
    public void close() {
        writing.close();
    }
}
