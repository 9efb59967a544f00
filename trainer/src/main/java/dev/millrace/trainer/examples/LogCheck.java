package dev.millrace.trainer.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WALRecoveryMode;

/**
 * Distinguishes a write-ahead log that a crash cut short from one that is damaged in the middle.
 *
 * <p>In both cases RocksDB would continue with what precedes the damage and drop what follows. After a crash nothing
 * sound follows. So the log is read twice, without changing anything: up to the damage, and past it. RocksDB drops the
 * damaged block of 32 KiB whole, so damage in the log's last block counts as a crash: the batches after it are cut off
 * together with their offsets, and their records are read again.
 */
final class LogCheck {

    private LogCheck() {}

    /** @throws ExampleStoreException when sound changes follow a damaged place */
    static void requireNothingBehindDamage(Path directory, StoreMemory memory) throws IOException {
        List<Path> logs = logs(directory);
        if (logs.isEmpty()) {
            return;
        }
        OptionalLong whole = lastChange(directory, memory, WALRecoveryMode.SkipAnyCorruptedRecords);
        OptionalLong sound = lastChange(directory, memory, WALRecoveryMode.PointInTimeRecovery);
        if (whole.orElse(0) > sound.orElse(0)) {
            throw DatabaseFailure.damaged(
                    directory,
                    "one of its logs " + logs + " is damaged, and " + (whole.orElse(0) - sound.orElse(0))
                            + " changes are behind that place");
        }
    }

    private static List<Path> logs(Path directory) throws IOException {
        List<Path> logs = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(".log") && Files.size(file) > 0) {
                    logs.add(file);
                }
            }
        }
        return logs;
    }

    /** Empty if the database cannot be opened at all; opening it for writing will report why. */
    private static OptionalLong lastChange(Path directory, StoreMemory memory, WALRecoveryMode recovery) {
        List<ColumnFamilyHandle> families = new ArrayList<>();
        try (DatabaseOptions options = DatabaseOptions.of(memory, recovery);
                RocksDB rocks =
                        RocksDB.openReadOnly(options.database(), directory.toString(), options.families(), families)) {
            long last = rocks.getLatestSequenceNumber();
            families.forEach(ColumnFamilyHandle::close);
            return OptionalLong.of(last);
        } catch (RocksDBException e) {
            return OptionalLong.empty();
        }
    }
}
