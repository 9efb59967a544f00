package dev.millrace.trainer.examples;

import dev.millrace.service.PrivateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One task's examples on disk, with the topic offsets that they came from. Both are always consistent, because a batch
 * of examples and the offsets after it are one write.
 *
 * <p>A process that is killed loses at most the batch that it was writing; its records are then read again. Copies are
 * stored once, by the SHA-256 of their content. Of several labels for one content the newest of those with the highest
 * trust wins. Near-copies are in one split. Only one store may have a directory open. Thread-safe.
 */
public final class ExampleStore implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ExampleStore.class);
    static final String DATABASE = "examples";

    private final StoreSettings settings;
    private final DirectoryLock lock;
    private final Database database;
    private final LabelNames labels;
    private final NearCopyGroups groups;
    private final Eviction eviction;
    private volatile StoreState state;

    /** @param settings with the key by which the store was made */
    private ExampleStore(StoreSettings settings, DirectoryLock lock, Database database) throws IOException {
        this.settings = settings;
        this.lock = lock;
        this.database = database;
        this.eviction = new Eviction(database);
        StoreState stored = database.get(Table.STATE, Table.STATE_KEY)
                .map(bytes -> database.parsed(bytes, StoreState::parse))
                .orElseGet(() -> StoreState.empty(settings.retention()));
        this.state = RetentionChange.apply(database, stored, settings.retention());
        this.labels = LabelNames.of(database);
        this.groups = NearCopyGroups.of(database, settings.nearCopies(), settings.shares(), settings.key());
    }

    /**
     * Opens a directory, or creates it with access for this process' user only. Migrates files of the store's first
     * format.
     *
     * @throws ExampleStoreException when another store has it open, its examples are divided by other shares or another key,
     *     or a file is damaged other than by a crash
     */
    public static ExampleStore open(Path directory, StoreSettings settings) throws IOException {
        PrivateDirectory.make(directory);
        DirectoryLock lock = DirectoryLock.of(directory);
        try {
            Optional<SplitKey> key = StoredSplitKey.keep(directory, settings.key());
            StoredShares.keep(directory, settings.shares());
            ExampleStore store = open(directory.resolve(DATABASE), settings.with(key), lock);
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

    /** Number of stored examples. */
    public int size() {
        return state.size();
    }

    /** Number of labels that stored examples have. */
    public synchronized int labels() {
        return labels.size();
    }

    /** How far the store has come. */
    public StoreProgress progress() {
        return state.progress();
    }

    /**
     * Stores a batch together with the offsets after it: both or, if it throws, neither.
     *
     * @param offsets the next record to read of each partition that the batch came from
     * @throws IOException when the files cannot be written, such as on a full disk; the store is unchanged, and the same
     *     call may be repeated
     */
    public synchronized Appended append(List<LabelledContent> batch, OffsetAdvance offsets) throws IOException {
        try (Appending appending = new Appending(database, labels, groups, state)) {
            for (LabelledContent arrival : batch) {
                appending.take(ContentHash.of(arrival.content()), arrival.content(), arrival.label(), arrival.trust());
            }
            StoreProgress before = state.progress();
            StoreProgress after =
                    new StoreProgress(appending.arrivals(), before.learned(), offsets.after(before.data()));
            state = appending.write(after, eviction);
            return appending.outcome();
        }
    }

    /** The split of a content; empty if it is not stored, or was left out of all splits. */
    public synchronized Optional<Split> split(byte[] content) throws IOException {
        Optional<byte[]> id =
                database.get(Table.DIGESTS, ContentHash.of(content).bytes());
        if (id.isEmpty()) {
            return Optional.empty();
        }
        ExampleRow row = database.parsed(database.require(Table.EXAMPLES, id.get()), ExampleRow::parse);
        return row.part() == Placement.UNSET
                ? Optional.of(settings.shares().partOf(row.hash(), Optional.empty()))
                : row.part().split();
    }

    /** Records that a run which could see {@code arrivals} labels has finished. */
    public synchronized void markLearned(long arrivals) throws IOException {
        StoreProgress before = state.progress();
        long learned = Math.max(before.learned(), Math.min(arrivals, before.arrivals()));
        try (Appending appending = new Appending(database, labels, groups, state)) {
            state = appending.write(new StoreProgress(before.arrivals(), learned, before.data()), eviction);
        }
    }

    /**
     * The examples of this moment; later changes do not affect it. While a snapshot is open, its examples keep their
     * disk space.
     *
     * @throws IllegalStateException when the store is closed
     * @throws UncheckedIOException when the disk cannot be read; an {@link ExampleStoreException} when a file is damaged
     */
    public ExampleSnapshot snapshot() {
        try {
            return list();
        } catch (IOException e) {
            throw new UncheckedIOException("the examples cannot be listed", e);
        }
    }

    private ExampleSnapshot list() throws IOException {
        View view;
        StoreState moment;
        synchronized (this) {
            view = database.view();
            moment = state;
        }
        try {
            return ExampleSnapshot.of(view, moment, settings.shares());
        } catch (IOException | RuntimeException e) {
            view.close();
            throw e;
        }
    }

    /** Waits for snapshot reads in progress. Refuses later ones. */
    @Override
    public synchronized void close() throws IOException {
        try (lock) {
            database.close();
        }
    }
}
