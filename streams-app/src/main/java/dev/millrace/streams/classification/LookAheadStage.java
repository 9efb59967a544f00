package dev.millrace.streams.classification;

import dev.millrace.schemas.RecordValue;
import dev.millrace.schemas.deadletter.RecordReader;
import dev.millrace.streams.hotswap.ClassifierHandle;
import dev.millrace.streams.hotswap.CurrentModel;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one stream thread has polled and not yet processed, and the verdicts already made on it.
 *
 * <p>A verdict that is not known yet is made in one batched call together with those on the records that come after it: of
 * the same partition first, then of the thread's others. A verdict is a memo of a pure function of (record, model): losing
 * it costs time, never correctness. Owned by one stream thread; knows no Kafka client and no topic.
 *
 * @param <T> what the model takes
 */
public final class LookAheadStage<T> implements AutoCloseable {

    private final RecordReader<T> reader;
    private final CurrentModel<T> current;
    private final BatchLimit batchLimit;
    private final BatchListener listener;
    private final LongSupplier nanoTime;
    private final StagedRecords staged = new StagedRecords();
    private final Set<Integer> attached = new HashSet<>();
    private @Nullable ClassifierHandle<T> handle;

    /** @param nanoTime a clock that only runs forward, such as {@code System::nanoTime} */
    public LookAheadStage(
            RecordReader<T> reader,
            CurrentModel<T> current,
            BatchLimit batchLimit,
            BatchListener listener,
            LongSupplier nanoTime) {
        this.reader = reader;
        this.current = current;
        this.batchLimit = batchLimit;
        this.listener = listener;
        this.nanoTime = nanoTime;
    }

    /** Notes a record that will be processed later; those of a partition come in the order of their offsets. */
    public void polled(int partition, long offset, RecordValue content) {
        staged.add(partition, new StagedRecord(offset, content));
    }

    /**
     * The verdict on the record at hand by the model that serves now; it and everything before it in its partition is
     * forgotten.
     *
     * @throws RuntimeException when the record can't be read for now: it is to be read again later
     * @throws BrokenClassifierException when the classifier fails whatever it is given
     * @throws IllegalStateException when no model was installed yet
     */
    public RecordResult resultOf(int partition, long offset, RecordValue content) {
        ClassifierHandle<T> serving = currentHandle();
        StagedRecord record = staged.take(partition, offset).orElseGet(() -> unannounced(offset, content));
        if (!record.isDecidedFor(serving.stamp())) {
            record.requireAvailable();
            decideTogether(record, partition, serving);
        }
        return record.result();
    }

    /** The thread begins to process a partition. */
    public void attach(int partition) {
        attached.add(partition);
    }

    /** The thread has lost a partition; with the last one its classifier is given back. */
    public void detach(int partition) {
        staged.forget(partition);
        attached.remove(partition);
        if (attached.isEmpty()) {
            close();
        }
    }

    /** Gives a replaced model's classifier back though no record has come since, so that its memory is freed. */
    public void releaseReplaced() {
        if (handle != null && !current.isServing(handle)) {
            close();
        }
    }

    /** Records noted and not yet processed. */
    public int size() {
        return staged.size();
    }

    /** Gives the classifier back; the next record opens another. */
    @Override
    public void close() {
        Optional.ofNullable(handle).ifPresent(ClassifierHandle::close);
        handle = null;
    }

    private ClassifierHandle<T> currentHandle() {
        if (handle != null && current.isServing(handle)) {
            return handle;
        }
        listener.takeoverStarts();
        close();
        ClassifierHandle<T> opened = current.openHandle();
        handle = opened;
        listener.takeoverEnds();
        return opened;
    }

    private StagedRecord unannounced(long offset, RecordValue content) {
        listener.direct();
        return new StagedRecord(offset, content);
    }

    private void decideTogether(StagedRecord first, int partition, ClassifierHandle<T> serving) {
        Batch<T> batch = new Batch<>(reader, serving, batchLimit.inputs(), listener);
        if (batch.addFirst(first)) {
            staged.visitAfter(partition, batch::addAhead);
            long started = nanoTime.getAsLong();
            int decided = batch.decide();
            batchLimit.called(decided, Duration.ofNanos(nanoTime.getAsLong() - started), attached.size());
        }
    }
}
