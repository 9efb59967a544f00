package dev.millrace.streams.classification;

import dev.millrace.model.Outcome;
import dev.millrace.records.ModelStamp;
import dev.millrace.schemas.deadletter.DeadLetter;
import dev.millrace.schemas.deadletter.FailedStep;
import dev.millrace.schemas.deadletter.RecordReader;
import dev.millrace.streams.classification.RecordResult.DeadLettered;
import dev.millrace.streams.classification.RecordResult.Predicted;
import dev.millrace.streams.deadletter.RejectionReason;
import dev.millrace.streams.hotswap.ClassifierHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The records of one call, with what the model takes of each: one model version throughout. Lives as long as the call. */
final class Batch<T> {

    private final RecordReader<T> reader;
    private final ClassifierHandle<T> serving;
    private final ModelStamp stamp;
    private final int limit;
    private final BatchListener listener;
    private final List<StagedRecord> members = new ArrayList<>();
    private final List<T> inputs = new ArrayList<>();

    Batch(RecordReader<T> reader, ClassifierHandle<T> serving, int limit, BatchListener listener) {
        this.reader = reader;
        this.serving = serving;
        this.stamp = serving.stamp();
        this.limit = limit;
        this.listener = listener;
    }

    /**
     * Takes the record at hand; false when it is decided already, since it can't be read.
     *
     * @throws RuntimeException when it can't be read for now
     */
    boolean addFirst(StagedRecord record) {
        boolean added = add(record);
        record.requireAvailable();
        return added;
    }

    /** Takes a record that comes later, if it needs a verdict; false when no more are to be offered. */
    boolean addAhead(StagedRecord record) {
        if (members.size() >= limit) {
            return false;
        }
        if (!record.isDecidedFor(stamp) && record.isAvailable()) {
            add(record);
        }
        return record.isAvailable();
    }

    /**
     * One call of the classifier. Then the first member has its verdict, and those after it for which there was time.
     *
     * @return how many have
     */
    int decide() {
        listener.batchStarts();
        List<Outcome> outcomes = PoisonIsolation.classify(serving, inputs);
        listener.batchEnds(outcomes.size());
        for (int i = 0; i < outcomes.size(); i++) {
            members.get(i).decide(resultOf(outcomes.get(i)), stamp);
        }
        return outcomes.size();
    }

    private boolean add(StagedRecord record) {
        if (record.isOutdatedFor(stamp)) {
            listener.recomputed();
        }
        return reader.read(record.content())
                .fold(
                        readable -> members.add(record) && inputs.add(readable.value()),
                        unreadable -> record.deadLetter(unreadable.why()),
                        unavailable -> record.postpone(unavailable.cause()));
    }

    private RecordResult resultOf(Outcome outcome) {
        return outcome.fold(
                classified -> new Predicted(classified.classification(), stamp),
                rejected -> new DeadLettered(new DeadLetter(
                        FailedStep.PROCESSING,
                        RejectionReason.of(rejected.reason()),
                        rejected.detail(),
                        Optional.of(stamp.getVersion()))));
    }
}
