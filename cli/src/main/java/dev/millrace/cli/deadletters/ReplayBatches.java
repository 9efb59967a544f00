package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.PartitionOffset;
import dev.millrace.cli.deadletters.ReplayPlan.Ready;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Collects dead letters and replays them in batches. Owned by one thread. */
final class ReplayBatches {

    private static final int MOST_IN_A_BATCH = 100;
    private static final long MOST_BYTES_IN_A_BATCH = 8 << 20;

    private final Function<DeadLetterRecord, ReplayPlan> plans;
    private final ReplaySink sink;
    private final ReplayListener listener;
    private final List<Ready> batch = new ArrayList<>();
    private long batchBytes;
    private long ready;

    /** @param plans plans the replay of a dead letter */
    ReplayBatches(Function<DeadLetterRecord, ReplayPlan> plans, ReplaySink sink, ReplayListener listener) {
        this.plans = plans;
        this.sink = sink;
        this.listener = listener;
    }

    void take(DeadLetterRecord deadLetter) {
        ReplayPlan unused = plans.apply(deadLetter).fold(this::add, refused -> {
            listener.refused(deadLetter.offset(), refused.why());
            return refused;
        });
    }

    private ReplayPlan add(Ready plan) {
        ready++;
        batch.add(plan);
        batchBytes += plan.record().value() == null ? 0 : plan.record().value().length;
        if (batch.size() >= MOST_IN_A_BATCH || batchBytes >= MOST_BYTES_IN_A_BATCH) {
            flush();
        }
        return plan;
    }

    /** Number of dead letters that were not refused. */
    long ready() {
        return ready;
    }

    /** Sends the remaining dead letters. */
    void flush() {
        if (batch.isEmpty()) {
            return;
        }
        List<PartitionOffset> offsets = sink.send(batch);
        for (int i = 0; i < offsets.size(); i++) {
            listener.sent(batch.get(i).deadLetter(), offsets.get(i));
        }
        batch.clear();
        batchBytes = 0;
    }
}
