package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.Place;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Finds the letters that are meant and has them sent again. */
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
     * Sends the letters at {@code places}, or where there are none those that are {@code wanted}.
     *
     * <p>The box is opened after the transactions: what an earlier replay sent is settled by then, and the box has its notes.
     */
    void run(List<Place> places, Predicate<DeadLetterRecord> wanted) {
        cluster.requireTopics(List.of(cluster.topics().deadLetters().name()));
        if (options.isDry()) {
            run(
                    places,
                    wanted,
                    drafts -> drafts.stream()
                            .map(draft -> draft.letter().fromPlace())
                            .toList());
            return;
        }
        try (ReplayTransactions transactions = ReplayTransactions.open(cluster)) {
            run(places, wanted, transactions);
        }
    }

    private void run(List<Place> places, Predicate<DeadLetterRecord> wanted, ReplaySink dispatch) {
        try (DeadLetterLog box = DeadLetterLog.open(cluster);
                ReplayPlanner drafts = new ReplayPlanner(cluster, InstantSource.system())) {
            Set<Place> sentBefore = options.isAgain() ? Set.of() : box.notes().keySet();
            ReplayBatches replays = new ReplayBatches(drafts::of, dispatch, listener);
            Predicate<DeadLetterRecord> goOn = letter -> {
                if (sentBefore.contains(letter.place())) {
                    listener.skipped();
                } else {
                    replays.take(letter);
                }
                return replays.ready() < options.limit();
            };
            if (places.isEmpty()) {
                box.read(letter -> !wanted.test(letter) || goOn.test(letter));
            } else {
                named(box, places, goOn);
            }
            replays.flush();
        }
    }

    private void named(DeadLetterLog box, List<Place> places, Predicate<DeadLetterRecord> goOn) {
        for (Place place : List.copyOf(new LinkedHashSet<>(places))) {
            boolean more = box.at(place).map(goOn::test).orElseGet(() -> {
                listener.refused(place, "there is no dead letter there");
                return true;
            });
            if (!more) {
                return;
            }
        }
    }
}
