package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.Place;
import dev.millrace.cli.deadletters.ReplayPlan.Ready;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Takes letters one by one and sends them again in batches. Owned by one thread. */
final class ReplayBatches {

    private static final int MOST_IN_A_BATCH = 100;
    private static final long MOST_BYTES_IN_A_BATCH = 8 << 20;

    private final Function<DeadLetterRecord, ReplayPlan> drafts;
    private final ReplaySink dispatch;
    private final ReplayListener listener;
    private final List<Ready> batch = new ArrayList<>();
    private long batchBytes;
    private long ready;

    /** @param drafts makes of a letter what goes out */
    ReplayBatches(Function<DeadLetterRecord, ReplayPlan> drafts, ReplaySink dispatch, ReplayListener listener) {
        this.drafts = drafts;
        this.dispatch = dispatch;
        this.listener = listener;
    }

    void take(DeadLetterRecord letter) {
        ReplayPlan unused = drafts.apply(letter).fold(this::add, refused -> {
            listener.refused(letter.place(), refused.why());
            return refused;
        });
    }

    private ReplayPlan add(Ready draft) {
        ready++;
        batch.add(draft);
        batchBytes += draft.record().value() == null ? 0 : draft.record().value().length;
        if (batch.size() >= MOST_IN_A_BATCH || batchBytes >= MOST_BYTES_IN_A_BATCH) {
            flush();
        }
        return draft;
    }

    /** Letters that were not refused. */
    long ready() {
        return ready;
    }

    /** Sends what is still held. */
    void flush() {
        if (batch.isEmpty()) {
            return;
        }
        List<Place> places = dispatch.send(batch);
        for (int i = 0; i < places.size(); i++) {
            listener.sent(batch.get(i).letter(), places.get(i));
        }
        batch.clear();
        batchBytes = 0;
    }
}
