package dev.millrace.trainer.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The examples of one task on disk, with the topic offsets they came from: both always tell the same story, because a
 * batch of examples and the offsets after it are one write.
 *
 * <p>A process killed at any point loses at most the batch it was writing, whose records are then read again. Copies are
 * stored once, by the SHA-256 of their content; of several labels of a content the newest wins. A directory belongs to
 * one open store at a time. Thread-safe.
 */
public final class ExampleStore implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ExampleStore.class);
    private static final String DATABASE = "examples";

    private final StoreSettings settings;
    private final DirectoryLock lock;
    private final Database database;
    private final LabelNames labels;
    private final Eviction eviction;
    private StoreState state;

    private ExampleStore(StoreSettings settings, DirectoryLock lock, Database database) throws IOException {
        this.settings = settings;
        this.lock = lock;
        this.database = database;
        this.labels = LabelNames.of(database);
        this.eviction = new Eviction(database);
        StoreState stored = database.get(Table.STATE, Table.STATE_KEY)
                .map(bytes -> database.parsed(bytes, StoreState::parse))
                .orElseGet(() -> StoreState.empty(settings.retention()));
        this.state = RetentionChange.apply(database, stored, settings.retention());
    }

    /**
     * Opens a directory, or makes it; nobody but this process' user may enter it. What it holds in the store's first format
     * is taken over first.
     *
     * @throws ExampleStoreException when another store has it open, or a file is damaged other than by a crash
     */
    public static ExampleStore open(Path directory, StoreSettings settings) throws IOException {
        PrivateDirectory.make(directory);
        DirectoryLock lock = DirectoryLock.of(directory);
        try {
            ExampleStore store = open(directory.resolve(DATABASE), settings, lock);
            log.info("Example store opened: directory={} examples={}", directory, store.size());
            return store;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static ExampleStore open(Path directory, StoreSettings settings, DirectoryLock lock) throws IOException {
        Migration.run(directory, settings);
        PrivateDirectory.make(directory);
        Database database = Database.open(directory, settings.memory());
        try {
            return new ExampleStore(settings, lock, database);
        } catch (IOException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Examples that are in. */
    public synchronized int size() {
        return state.size();
    }

    public synchronized StoreProgress progress() {
        return state.progress();
    }

    /**
     * Takes a batch in, together with the offsets after it: both or, when it throws, neither.
     *
     * @param offsets the next record to read of each partition the batch came from
     * @throws IOException when the files can't be written, such as on a full disk; the store is as before, and the same
     *     call may be made again
     */
    public synchronized void append(List<LabelledContent> batch, OffsetAdvance offsets) throws IOException {
        try (Appending appending = new Appending(database, labels, state)) {
            for (LabelledContent arrival : batch) {
                appending.take(ContentHash.of(arrival.content()), arrival.content(), arrival.label());
            }
            StoreProgress before = state.progress();
            StoreProgress after =
                    new StoreProgress(appending.arrivals(), before.learned(), offsets.after(before.data()));
            state = appending.write(after, eviction);
        }
    }

    /** Notes that a run which could see {@code arrivals} labels has finished. */
    public synchronized void markLearned(long arrivals) throws IOException {
        StoreProgress before = state.progress();
        long learned = Math.max(before.learned(), Math.min(arrivals, before.arrivals()));
        try (Appending appending = new Appending(database, labels, state)) {
            state = appending.write(new StoreProgress(before.arrivals(), learned, before.data()), eviction);
        }
    }

    /**
     * What is in now, unmoved by what comes later. While one is open, examples that went keep their place on disk.
     *
     * @throws IllegalStateException when the store is closed
     * @throws UncheckedIOException when the disk doesn't give it; an {@link ExampleStoreException} when a file is damaged
     */
    public ExampleSnapshot snapshot() {
        try {
            return list();
        } catch (IOException e) {
            throw new UncheckedIOException("the examples can't be listed", e);
        }
    }

    private ExampleSnapshot list() throws IOException {
        View view;
        List<String> names;
        StoreState moment;
        synchronized (this) {
            view = database.view();
            names = labels.names();
            moment = state;
        }
        try {
            return ExampleSnapshot.of(view, names, moment, settings.shares());
        } catch (IOException | RuntimeException e) {
            view.close();
            throw e;
        }
    }

    /** Waits for reads of snapshots that are under way; later ones are refused. */
    @Override
    public synchronized void close() throws IOException {
        try (lock) {
            database.close();
        }
    }
}
