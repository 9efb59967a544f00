package dev.millrace.trainer.examples;

import java.io.IOException;
import java.util.Optional;
import org.rocksdb.ReadOptions;
import org.rocksdb.Snapshot;

/**
 * The database as it was at one moment. Thread-safe, also against the database's being closed: what is read after that
 * throws {@link IllegalStateException}.
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

    /** Tells each row of a table in the order of the keys. */
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

    /** Told each row. */
    @FunctionalInterface
    interface RowVisitor {
        /** @param row stays the cursor's */
        void visit(Cursor row);
    }
}
