package dev.millrace.trainer.examples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The examples of one task on disk, with the topic offsets they came from: both always tell the same story, because a
 * batch of examples and the offsets after it are one commit.
 *
 * <p>A process killed at any point loses at most the batch it was writing, whose records are then read again. Copies are
 * stored once, by the SHA-256 of their content; of several labels of a content the newest wins. A directory belongs to
 * one open store at a time. Thread-safe.
 */
public final class ExampleStore implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ExampleStore.class);

    private final StoreSettings settings;
    private final DirectoryLock lock;
    private final Segments segments;
    private ExampleIndex index;
    private StoreProgress progress = StoreProgress.none();
    private int openSnapshots;

    private ExampleStore(StoreSettings settings, DirectoryLock lock, Segments segments) {
        this.settings = settings;
        this.lock = lock;
        this.segments = segments;
        this.index = new ExampleIndex(settings.retention());
    }

    /**
     * Opens a directory, or makes it.
     *
     * @throws ExampleStoreException when another store has it open, or a file is damaged other than by a crash
     */
    public static ExampleStore open(Path directory, StoreSettings settings) throws IOException {
        Files.createDirectories(directory);
        DirectoryLock lock = DirectoryLock.of(directory);
        Segments segments = Segments.of(directory, settings.segmentBytes());
        ExampleStore store = new ExampleStore(settings, lock, segments);
        try {
            segments.replay(store::apply);
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
        log.info("Example store opened: directory={} examples={}", directory, store.size());
        return store;
    }

    /** Examples that are in. */
    public synchronized int size() {
        return index.live();
    }

    public synchronized StoreProgress progress() {
        return progress;
    }

    /**
     * Takes a batch in, together with the offsets after it: both or, when it throws, neither.
     *
     * @param offsets the next record to read of each partition the batch came from
     * @throws IOException when the files can't be written, such as on a full disk; the store is as before, and the same
     *     call may be made again
     */
    public synchronized void append(List<LabelledContent> batch, OffsetAdvance offsets) throws IOException {
        List<ByteBuffer> bodies = new ArrayList<>();
        Map<ContentHash, String> labels = new HashMap<>();
        for (LabelledContent arrival : batch) {
            ContentHash hash = ContentHash.of(arrival.content());
            Optional<String> known = Optional.ofNullable(labels.get(hash)).or(() -> labelOf(hash));
            if (known.isEmpty()) {
                bodies.add(Frame.example(hash, arrival.label(), ByteBuffer.wrap(arrival.content())));
            } else if (!known.get().equals(arrival.label())) {
                bodies.add(Frame.relabel(hash, arrival.label()));
            }
            labels.put(hash, arrival.label());
        }
        commit(
                bodies,
                new StoreProgress(
                        progress.arrivals() + bodies.size(), progress.learned(), offsets.after(progress.data())));
        reclaim();
    }

    /** Notes that a run which could see {@code arrivals} labels has finished. */
    public synchronized void markLearned(long arrivals) throws IOException {
        long learned = Math.max(progress.learned(), Math.min(arrivals, progress.arrivals()));
        commit(new ArrayList<>(), new StoreProgress(progress.arrivals(), learned, progress.data()));
    }

    /** What is in now, unmoved by what comes later. While one is open, dead examples keep their place on disk. */
    public synchronized ExampleSnapshot snapshot() {
        openSnapshots++;
        return ExampleSnapshot.of(index, segments, settings.shares(), progress, this::release);
    }

    /** Not while a snapshot is read. */
    @Override
    public synchronized void close() throws IOException {
        try (lock) {
            segments.close();
        }
    }

    private Optional<String> labelOf(ContentHash hash) {
        int row = index.find(hash);
        return row < 0 ? Optional.empty() : Optional.of(index.labels().get(index.label(row)));
    }

    private void commit(List<ByteBuffer> bodies, StoreProgress after) throws IOException {
        bodies.add(Frame.commit(after));
        List<Integer> positions = segments.append(bodies);
        List<SegmentFile.Entry> entries = new ArrayList<>();
        for (int i = 0; i < bodies.size(); i++) {
            entries.add(new SegmentFile.Entry(Frame.parse(bodies.get(i).rewind()), positions.get(i)));
        }
        apply(segments.active(), entries, after);
    }

    private void apply(SegmentFile segment, List<SegmentFile.Entry> batch, StoreProgress after) {
        for (SegmentFile.Entry entry : batch) {
            if (entry.frame() instanceof Frame.Example example) {
                segment.addLive(example.contentLength());
                long location = Location.of(segment.number(), entry.bodyPosition() + example.contentStart());
                index.add(example.hash(), location, example.contentLength(), example.label(), this::bury);
            } else if (entry.frame() instanceof Frame.Relabel relabel && index.find(relabel.hash()) >= 0) {
                index.relabel(index.find(relabel.hash()), relabel.label());
            }
        }
        progress = after;
    }

    private void bury(int row) {
        segments.of(index.location(row)).addLive(-index.length(row));
    }

    private void release() {
        synchronized (this) {
            openSnapshots--;
        }
    }

    private void reclaim() {
        if (index.rows() > 1_000 && index.rows() > 2L * index.live()) {
            index = index.pruned();
        }
        if (openSnapshots > 0) {
            return;
        }
        segments.mostlyDead().ifPresent(this::compact);
    }

    private void compact(SegmentFile segment) {
        try {
            Compaction.run(segments, index, segment);
        } catch (IOException e) {
            log.warn("Segment can't be compacted, its space stays taken: segment={}", segment.path(), e);
        }
    }
}
