package dev.millrace.trainer.examples;

import java.io.IOException;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Rows to write together. Owned by one thread. */
final class Changes implements AutoCloseable {

    private final Database database;
    private final WriteBatch batch = new WriteBatch();

    Changes(Database database) {
        this.database = database;
    }

    WriteBatch batch() {
        return batch;
    }

    void put(Table table, byte[] key, byte[] value) throws IOException {
        try {
            batch.put(database.family(table), key, value);
        } catch (RocksDBException e) {
            throw database.failure(e);
        }
    }

    void delete(Table table, byte[] key) throws IOException {
        try {
            batch.delete(database.family(table), key);
        } catch (RocksDBException e) {
            throw database.failure(e);
        }
    }

    @Override
    public void close() {
        batch.close();
    }
}
