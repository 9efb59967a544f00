package dev.millrace.streams.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;

/** What a label reads from the stores, counted by RocksDB. */
final class LabelHotKeyTest {

    private static final int EVENTS = 100_000;

    /** Reads of one label among few events; more would mean that they grow with the number. */
    private static final long MAX_READS = 40;

    private static final long MAX_BYTES = 10_000;

    @TempDir
    Path state;

    /** Counts what all stores of the test read. */
    public static final class CountingRocksDb implements RocksDBConfigSetter {

        private static final class Shared {
            private static final Statistics READS = new Statistics();
        }

        @Override
        public void setConfig(String store, Options options, Map<String, Object> properties) {
            options.setStatistics(Shared.READS);
        }

        @Override
        public void close(String store, Options options) {
            // The statistics outlive each store.
        }

        static long count(TickerType... tickers) {
            return Stream.of(tickers).mapToLong(Shared.READS::getTickerCount).sum();
        }
    }

    @Test
    void aLabelReadsNoMoreForAKeyOfManyEventsThanForOneOfFew() {
        RocksDB.loadLibrary();
        try (LabelJoinUnderTest join = new LabelJoinUnderTest(state, CountingRocksDb.class)) {
            for (int i = 1; i <= EVENTS; i++) {
                join.review("camera", "frame " + i, i);
                if (i % 100 == 0) {
                    join.pass(Duration.ofMillis(1));
                }
            }

            assertFewReads(() -> join.label("camera", "newest", EVENTS + 1));
            assertFewReads(() -> join.label("camera", "middle", EVENTS / 2));
            assertFewReads(() -> join.label("camera", "before all", 0));

            assertThat(join.examples())
                    .containsExactly(
                            "frame " + EVENTS + "=newest", "frame " + EVENTS / 2 + "=middle", "frame 1=before all");
        }
    }

    private static void assertFewReads(Runnable label) {
        long reads = reads();
        long bytes = bytes();
        label.run();
        assertThat(reads() - reads).as("reads").isBetween(1L, MAX_READS);
        assertThat(bytes() - bytes).as("bytes read").isBetween(1L, MAX_BYTES);
    }

    private static long reads() {
        return CountingRocksDb.count(
                TickerType.NUMBER_KEYS_READ,
                TickerType.NUMBER_DB_SEEK,
                TickerType.NUMBER_DB_NEXT,
                TickerType.NUMBER_DB_PREV,
                TickerType.NUMBER_ITER_SKIP);
    }

    private static long bytes() {
        return CountingRocksDb.count(TickerType.BYTES_READ, TickerType.ITER_BYTES_READ);
    }
}
