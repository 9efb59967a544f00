package dev.millrace.trainer.examples;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.Env;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileManager;
import org.rocksdb.WALRecoveryMode;

/** RocksDB's options. They must outlive the database that was opened with them. */
final class DatabaseOptions implements AutoCloseable {

    private static final int OPEN_FILES = 512;
    private static final int FILTER_BITS = 10;
    /** A 32 × 32 image gets its own block, so that nothing else is read with it. */
    private static final int CONTENT_BLOCK = 2048;

    private final Deque<AbstractNativeReference> natives = new ArrayDeque<>();
    private final DBOptions database;
    private final List<ColumnFamilyDescriptor> families;

    private DatabaseOptions(StoreMemory memory, WALRecoveryMode recovery) {
        database = databaseOptions(memory, recovery);
        Cache cache = kept(new LRUCache(memory.cacheBytes()));
        families = Arrays.stream(Table.values())
                .map(table -> new ColumnFamilyDescriptor(table.family(), familyOptions(table, memory, cache)))
                .toList();
    }

    static DatabaseOptions of(StoreMemory memory, WALRecoveryMode recovery) {
        return new DatabaseOptions(memory, recovery);
    }

    DBOptions database() {
        return database;
    }

    /** In the order of {@link Table}. */
    List<ColumnFamilyDescriptor> families() {
        return families;
    }

    @Override
    public void close() {
        while (!natives.isEmpty()) {
            natives.pop().close();
        }
    }

    /** RocksDB's own limit at which writes stop. They don't slow down before, which {@link StalledWrites} can't tell from a stop. */
    private static final int MOST_NEW_FILES = 36;

    private DBOptions databaseOptions(StoreMemory memory, WALRecoveryMode recovery) {
        return kept(new DBOptions())
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setParanoidChecks(true)
                .setWalRecoveryMode(recovery)
                .setSstFileManager(kept(fileManager()))
                .setDbWriteBufferSize(memory.bufferBytes())
                .setMaxTotalWalSize(2 * memory.bufferBytes())
                .setMaxOpenFiles(OPEN_FILES)
                .setAllowFAllocate(false)
                .setMaxBackgroundJobs(2)
                .setBytesPerSync(1 << 20)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(1 << 20)
                .setKeepLogFileNum(2)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0);
    }

    /** Watches for free space after the disk was full, and lets the database resume writes. */
    private static SstFileManager fileManager() {
        try {
            return new SstFileManager(Env.getDefault());
        } catch (RocksDBException e) {
            throw new IllegalStateException("RocksDB cannot watch the disk's free space", e);
        }
    }

    private ColumnFamilyOptions familyOptions(Table table, StoreMemory memory, Cache cache) {
        return kept(new ColumnFamilyOptions())
                .setTableFormatConfig(format(table, cache))
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setWriteBufferSize(memory.bufferBytes())
                .setLevel0SlowdownWritesTrigger(MOST_NEW_FILES)
                .setLevel0StopWritesTrigger(MOST_NEW_FILES)
                .setSoftPendingCompactionBytesLimit(0)
                .setLevelCompactionDynamicLevelBytes(true);
    }

    /** Indexes and filters stay in memory while their file is open, so a random read takes one read of the file. */
    private BlockBasedTableConfig format(Table table, Cache cache) {
        BlockBasedTableConfig format = new BlockBasedTableConfig().setBlockCache(cache);
        if (table == Table.DIGESTS) {
            format.setFilterPolicy(kept(new BloomFilter(FILTER_BITS)));
        }
        if (table == Table.CONTENTS) {
            format.setBlockSize(CONTENT_BLOCK);
        }
        return format;
    }

    private <N extends AbstractNativeReference> N kept(N reference) {
        natives.push(reference);
        return reference;
    }
}
