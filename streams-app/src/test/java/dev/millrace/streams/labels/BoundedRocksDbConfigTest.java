package dev.millrace.streams.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

class BoundedRocksDbConfigTest {

    @Test
    void storesShareTheirMemoryAndMapNoFile() {
        RocksDB.loadLibrary();
        try (Options one = new Options();
                Options other = new Options()) {
            one.setTableFormatConfig(new BlockBasedTableConfig());
            other.setTableFormatConfig(new BlockBasedTableConfig());

            new BoundedRocksDbConfig().setConfig("one", one, Map.of());
            new BoundedRocksDbConfig().setConfig("other", other, Map.of());

            assertThat(one.writeBufferManager()).isSameAs(other.writeBufferManager());
            assertThat(one.allowMmapWrites()).isFalse();
            assertThat(one.allowMmapReads()).isFalse();
        }
    }
}
