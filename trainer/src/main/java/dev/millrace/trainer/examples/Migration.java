package dev.millrace.trainer.examples;

import dev.millrace.model.spec.LabelTrust;
import dev.millrace.service.PrivateDirectory;
import dev.millrace.trainer.examples.segmentlog.DamagedSegmentException;
import dev.millrace.trainer.examples.segmentlog.Entry;
import dev.millrace.trainer.examples.segmentlog.SegmentLog;
import dev.millrace.trainer.nearcopies.NearCopyRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Migrates, once, a directory that holds the store's first format.
 *
 * <p>The database is filled under another name, forced to disk and then renamed; only then are the old files deleted. A
 * crash at any point leaves either the old files or the database complete, and the next start continues.
 */
final class Migration implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Migration.class);
    private static final int CHUNK = 500;

    private final Database database;
    private final LabelNames labels;
    private final NearCopyGroups groups;
    private final Eviction eviction;
    private StoreState state;
    private Appending appending;

    /** Examples keep the split that the first format gave them, so near-copies are not grouped yet. */
    private Migration(Database database, Retention retention, Shares shares) throws IOException {
        this.database = database;
        this.labels = LabelNames.of(database);
        this.groups = NearCopyGroups.of(database, NearCopyRule.NONE, shares, Optional.empty());
        this.eviction = new Eviction(database);
        this.state = StoreState.empty(retention);
        this.appending = new Appending(database, labels, groups, state);
    }

    /**
     * Does nothing if there are no old files.
     *
     * @param database directory of the new database, inside the directory of the old files; if it exists, it is complete
     * @throws ExampleStoreException when an old file is damaged
     */
    static void run(Path database, StoreSettings settings) throws IOException {
        Path directory = database.resolveSibling("");
        SegmentLog old = SegmentLog.of(directory);
        Path unfinished = database.resolveSibling(database.getFileName() + ".unfinished");
        PrivateDirectory.delete(unfinished);
        if (!old.isPresent()) {
            return;
        }
        if (!Files.exists(database)) {
            log.info("Example store is being migrated: directory={}", directory);
            PrivateDirectory.make(unfinished);
            fill(unfinished, old, settings);
            Files.move(unfinished, database, StandardCopyOption.ATOMIC_MOVE);
            PrivateDirectory.force(directory);
        }
        old.delete();
    }

    private static void fill(Path directory, SegmentLog old, StoreSettings settings) throws IOException {
        try (Database database = Database.open(directory, settings.memory());
                Migration migration = new Migration(database, settings.retention(), settings.shares())) {
            old.read(migration::take);
            database.flush();
        } catch (DamagedSegmentException e) {
            throw new ExampleStoreException(e.getMessage() + ": move the directory away to have the topic read again");
        }
    }

    @Override
    public void close() {
        appending.close();
    }

    private void take(List<Entry> batch, Entry.Commit end) throws IOException {
        for (Entry entry : batch) {
            if (entry instanceof Entry.Example example) {
                take(example);
            } else if (entry instanceof Entry.Relabel relabel) {
                appending.relabel(ContentHash.readFrom(relabel.digest()), relabel.label());
            }
            if (appending.size() >= CHUNK) {
                write(state.progress());
            }
        }
        write(new StoreProgress(end.arrivals(), end.learned(), end.data()));
    }

    private void take(Entry.Example example) throws IOException {
        byte[] content = new byte[example.content().remaining()];
        example.content().get(content);
        ContentHash hash = ContentHash.of(content);
        if (appending.isKnown(hash)) {
            // The example was evicted and arrived again, and the example that had evicted it was compacted away.
            write(state.progress());
            long id = ExampleId.parse(database.require(Table.DIGESTS, hash.bytes()));
            state = eviction.remove(state, new Eviction.Candidate(id, hash));
            restart();
        }
        appending.take(hash, content, example.label(), LabelTrust.UNKNOWN);
    }

    private void write(StoreProgress progress) throws IOException {
        state = appending.write(progress, eviction);
        restart();
    }

    private void restart() {
        appending.close();
        appending = new Appending(database, labels, groups, state);
    }
}
