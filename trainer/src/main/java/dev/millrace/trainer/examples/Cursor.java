package dev.millrace.trainer.examples;

import java.io.IOException;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Goes through the rows of a table in the order of their keys. Owned by one thread. */
final class Cursor implements AutoCloseable {

    private final Database database;
    private final RocksIterator rows;

    Cursor(Database database, RocksIterator rows) {
        this.database = database;
        this.rows = rows;
    }

    /** To the first row. */
    Cursor first() {
        rows.seekToFirst();
        return this;
    }

    /** To the first row whose key is that one or a later one. */
    Cursor from(byte[] key) {
        rows.seek(key);
        return this;
    }

    /** Whether there is a row here. */
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
