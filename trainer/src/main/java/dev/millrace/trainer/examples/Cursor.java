package dev.millrace.trainer.examples;

import java.io.IOException;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Iterates over the rows of a table in key order. Owned by one thread. */
final class Cursor implements AutoCloseable {

    private final Database database;
    private final RocksIterator rows;

    Cursor(Database database, RocksIterator rows) {
        this.database = database;
        this.rows = rows;
    }

    /** Moves to the first row. */
    Cursor first() {
        rows.seekToFirst();
        return this;
    }

    /** Moves to the first row whose key is at or after the given one. */
    Cursor from(byte[] key) {
        rows.seek(key);
        return this;
    }

    /** Whether the cursor is on a row. */
    boolean hasRow() throws IOException {
        if (rows.isValid()) {
            return true;
        }
        try {
            rows.status();
            return false;
        } catch (RocksDBException e) {
            throw database.failure(e);
        }
    }

    void next() {
        rows.next();
    }

    byte[] key() {
        return rows.key();
    }

    byte[] value() {
        return rows.value();
    }

    /** The value of {@link Table#EXAMPLES}. */
    ExampleRow row() {
        return database.parsed(rows.value(), ExampleRow::parse);
    }

    @Override
    public void close() {
        rows.close();
    }
}
