package dev.millrace.streams.labels;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * Limits the native memory that all stores of the process use together; a join has dozens. Also disables memory-mapped files:
 * on a full disk, a write to a mapped file crashes the process, while a plain write fails. Kafka Streams creates the instances.
 */
public final class BoundedRocksDbConfig implements RocksDBConfigSetter {

    private static final long CACHE_BYTES = 64L << 20;
    private static final long WRITE_BUFFERS_BYTES = 32L << 20;
    private static final long WRITE_BUFFER_BYTES = 2L << 20;

    /** Created with the first store, after the native library was loaded, and never closed. */
    private static final class Shared {
        private static final Cache CACHE = new LRUCache(CACHE_BYTES);
        private static final WriteBufferManager WRITE_BUFFERS = new WriteBufferManager(WRITE_BUFFERS_BYTES, CACHE);
    }

    @Override
    public void setConfig(String store, Options options, Map<String, Object> properties) {
        if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
            table.setBlockCache(Shared.CACHE);
            table.setCacheIndexAndFilterBlocks(true);
            options.setTableFormatConfig(table);
        }
        options.setWriteBufferManager(Shared.WRITE_BUFFERS);
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(2);
        options.setAllowMmapReads(false);
        options.setAllowMmapWrites(false);
    }

    @Override
    public void close(String store, Options options) {
        // The shared cache and write buffers outlive each store.
    }
}
