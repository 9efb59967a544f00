package dev.millrace.trainer.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;
import org.rocksdb.WALRecoveryMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RocksDB with the store's {@link Table}s. Throws {@link IOException}s and, for damage, {@link ExampleStoreException}s.
 *
 * <p>One thread at a time writes and moves cursors. Any thread reads through a {@link View}, even while the database is
 * being closed.
 */
final class Database implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Database.class);

    private final Path directory;
    private final DatabaseOptions options;
    private final RocksDB rocks;
    private final List<ColumnFamilyHandle> families;
    private final Map<Table, ColumnFamilyHandle> tables = new EnumMap<>(Table.class);
    private final Set<Snapshot> snapshots = ConcurrentHashMap.newKeySet();
    private final StalledWrites writes;
    private final ReadWriteLock closing = new ReentrantReadWriteLock();
    private boolean closed;

    private Database(Path directory, DatabaseOptions options, RocksDB rocks, List<ColumnFamilyHandle> families) {
        this.directory = directory;
        this.options = options;
        this.rocks = rocks;
        this.families = families;
        this.writes = new StalledWrites(directory);
        Iterator<ColumnFamilyHandle> inOrder = families.iterator();
        for (Table table : Table.values()) {
            tables.put(table, inOrder.next());
        }
    }

    /**
     * Opens the database, or creates it in an empty directory.
     *
     * @throws ExampleStoreException when files are damaged; what a crash leaves at the end of the log is not damage
     */
    static Database open(Path directory, StoreMemory memory) throws IOException {
        RocksDB.loadLibrary();
        LogCheck.requireNothingBehindDamage(directory, memory);
        DatabaseOptions options = DatabaseOptions.of(memory, WALRecoveryMode.PointInTimeRecovery);
        List<ColumnFamilyHandle> families = new ArrayList<>();
        try {
            RocksDB rocks = RocksDB.open(options.database(), directory.toString(), options.families(), families);
            return new Database(directory, options, rocks, families);
        } catch (RocksDBException e) {
            options.close();
            throw DatabaseFailure.of(directory, e);
        }
    }

    Optional<byte[]> get(Table table, byte[] key) throws IOException {
        return whileOpen(open -> Optional.ofNullable(open.get(family(table), key)));
    }

    /** Returns the row of a key that must have one. */
    byte[] require(Table table, byte[] key) throws IOException {
        return get(table, key)
                .orElseThrow(() -> damaged(
                        "table '" + table + "' has no row " + HexFormat.of().formatHex(key)));
    }

    /** @throws ExampleStoreException when the bytes cannot be parsed because another version wrote them */
    <R> R parsed(byte[] bytes, Function<byte[], R> parse) {
        try {
            return parse.apply(bytes);
        } catch (IllegalArgumentException e) {
            throw damaged(e.toString());
        }
    }

    /** An empty batch of changes, for {@link #write}. */
    Changes changes() {
        return new Changes(this);
    }

    /** Writes all changes or, if it throws, none. */
    void write(Changes changes) throws IOException {
        Optional<?> unused = whileOpen(open -> {
            writes.write(open, changes.batch());
            return Optional.empty();
        });
    }

    /** A cursor over the table as it is now, before its first row. */
    Cursor cursor(Table table) {
        return new Cursor(this, rocks.newIterator(family(table)));
    }

    /** The database as it is now. */
    View view() throws IOException {
        return whileOpen(open -> {
            Snapshot snapshot = open.getSnapshot();
            snapshots.add(snapshot);
            return new View(this, snapshot);
        });
    }

    /** Returns once everything written so far would survive a power failure. */
    void flush() throws IOException {
        try (FlushOptions waiting = new FlushOptions().setWaitForFlush(true)) {
            rocks.flush(waiting, families);
        } catch (RocksDBException e) {
            throw failure(e);
        }
    }

    /** Waits for reads in progress. Refuses later ones, and releases views. */
    @Override
    public void close() throws IOException {
        closing.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            flushForNextStart();
            snapshots.forEach(rocks::releaseSnapshot);
            snapshots.clear();
            families.forEach(ColumnFamilyHandle::close);
            rocks.closeE();
        } catch (RocksDBException e) {
            throw failure(e);
        } finally {
            writes.close();
            options.close();
            closing.writeLock().unlock();
        }
    }

    /** Saves the next start from replaying the log. Without it nothing is lost. */
    private void flushForNextStart() {
        try {
            flush();
        } catch (IOException | ExampleStoreException e) {
            log.warn("Example store was not flushed; the next start replays its log: directory={}", directory, e);
        }
    }

    ColumnFamilyHandle family(Table table) {
        return Objects.requireNonNull(tables.get(table));
    }

    ExampleStoreException damaged(String how) {
        return DatabaseFailure.damaged(directory, how);
    }

    IOException failure(RocksDBException e) {
        return DatabaseFailure.of(directory, e);
    }

    /** Runs a read while keeping the database open. */
    <R> R whileOpen(Reading<R> reading) throws IOException {
        closing.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("example store '" + directory + "' is closed");
            }
            return reading.read(rocks);
        } catch (RocksDBException e) {
            throw failure(e);
        } finally {
            closing.readLock().unlock();
        }
    }

    /** Does nothing if {@link #close} has released it already. */
    void release(Snapshot snapshot) {
        closing.readLock().lock();
        try {
            if (snapshots.remove(snapshot)) {
                rocks.releaseSnapshot(snapshot);
            }
        } finally {
            closing.readLock().unlock();
        }
    }

    /** What {@link #whileOpen} calls. */
    @FunctionalInterface
    interface Reading<R> {
        R read(RocksDB rocks) throws RocksDBException, IOException;
    }
}
