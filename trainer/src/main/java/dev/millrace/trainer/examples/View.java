package dev.millrace.trainer.examples;

import java.io.IOException;
import java.util.Optional;
import org.rocksdb.ReadOptions;
import org.rocksdb.Snapshot;

/**
 * The database at one moment. Thread-safe, even while the database is being closed: later reads throw
 * {@link IllegalStateException}.
 */
final class View implements AutoCloseable {

    private final Database database;
    private final Snapshot snapshot;
    private final ReadOptions reading;

    View(Database database, Snapshot snapshot) {
        this.database = database;
        this.snapshot = snapshot;
        this.reading = new ReadOptions().setSnapshot(snapshot).setFillCache(false);
    }

    Optional<byte[]> get(Table table, byte[] key) throws IOException {
        return database.whileOpen(rocks -> Optional.ofNullable(rocks.get(database.family(table), reading, key)));
    }

    /** Visits each row of a table in key order. */
    void forEach(Table table, RowVisitor visitor) throws IOException {
        Optional<?> unused = database.whileOpen(rocks -> {
            try (Cursor cursor = new Cursor(database, rocks.newIterator(database.family(table), reading))) {
                for (cursor.first(); cursor.hasRow(); cursor.next()) {
                    visitor.visit(cursor);
                }
            }
            return Optional.empty();
        });
    }

    ExampleStoreException damaged(String how) {
        return database.damaged(how);
    }

    @Override
    public void close() {
        database.release(snapshot);
        reading.close();
    }

    /** Receives each row. */
    @FunctionalInterface
    interface RowVisitor {
        /** @param row valid during the call only */
        void visit(Cursor row);
    }
}
