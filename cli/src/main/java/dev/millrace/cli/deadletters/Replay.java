package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.PartitionOffset;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Finds the selected dead letters and replays them. */
final class Replay {

    private final Cluster cluster;
    private final ReplayOptions options;
    private final ReplayListener listener;

    Replay(Cluster cluster, ReplayOptions options, ReplayListener listener) {
        this.cluster = cluster;
        this.options = options;
        this.listener = listener;
    }

    /**
     * Replays the dead letters at {@code offsets} or, if there are none, those that match {@code wanted}.
     *
     * <p>The log is opened after the transactions: by then every earlier replay has ended, and the log contains its
     * notes.
     */
    void run(List<PartitionOffset> offsets, Predicate<DeadLetterRecord> wanted) {
        cluster.requireReadable(List.of(cluster.topics().deadLetters().name()));
        if (options.isDry()) {
            run(
                    offsets,
                    wanted,
                    plans -> plans.stream()
                            .map(plan -> plan.deadLetter().originalOffset())
                            .toList());
            return;
        }
        cluster.requireWritable(List.of(cluster.topics().deadLetters().name()));
        try (ReplayTransactions transactions = ReplayTransactions.open(cluster)) {
            run(offsets, wanted, transactions);
        }
    }

    private void run(List<PartitionOffset> offsets, Predicate<DeadLetterRecord> wanted, ReplaySink sink) {
        try (DeadLetterLog log = DeadLetterLog.open(cluster);
                ReplayPlanner plans = new ReplayPlanner(cluster, InstantSource.system())) {
            Set<PartitionOffset> sentBefore =
                    options.isAgain() ? Set.of() : log.notes().keySet();
            ReplayBatches replays = new ReplayBatches(plans::of, sink, listener);
            Predicate<DeadLetterRecord> goOn = deadLetter -> {
                if (sentBefore.contains(deadLetter.offset())) {
                    listener.skipped();
                } else {
                    replays.take(deadLetter);
                }
                return replays.ready() < options.limit();
            };
            if (offsets.isEmpty()) {
                log.read(deadLetter -> !wanted.test(deadLetter) || goOn.test(deadLetter));
            } else {
                named(log, offsets, goOn);
            }
            replays.flush();
        }
    }

    private void named(DeadLetterLog log, List<PartitionOffset> offsets, Predicate<DeadLetterRecord> goOn) {
        for (PartitionOffset offset : List.copyOf(new LinkedHashSet<>(offsets))) {
            boolean more = log.at(offset).map(goOn::test).orElseGet(() -> {
                listener.refused(offset, "there is no dead letter at these coordinates");
                return true;
            });
            if (!more) {
                return;
            }
        }
    }
}
