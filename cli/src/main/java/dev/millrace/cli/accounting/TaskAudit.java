package dev.millrace.cli.accounting;

import dev.millrace.schemas.RecordCoordinates;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The audit of one task: the {@link DeliveryAudit} of its records, their latencies, and the accuracy of each version.
 * Thread-safe.
 *
 * <p>Only this class knows the label of an input that was sent without it, and only such inputs are judged. Uses about
 * 300 bytes of memory per input.
 */
public final class TaskAudit {

    private final Map<String, String> withheld = new HashMap<>();
    private final DeliveryAudit deliveries = new DeliveryAudit();
    private final Map<String, VersionTally> versions = new LinkedHashMap<>();
    private final Latencies latencies = new Latencies();
    private final RecentAccuracy recent = new RecentAccuracy();
    private OptionalLong firstSeenAt = OptionalLong.empty();
    private String newestVersion = "";

    /** Keeps the label of an input that is sent without it. */
    public synchronized void withhold(String id, String label) {
        withheld.put(id, label);
    }

    /** Records an input that the broker acknowledged. */
    public synchronized void acknowledged(RecordCoordinates input) {
        deliveries.acknowledged(input);
    }

    /** Records a prediction. Returns the label of its input if the input was sent without it. */
    public synchronized Optional<String> predicted(Answer answer) {
        if (firstSeenAt.isEmpty()) {
            firstSeenAt = OptionalLong.of(answer.seenAt());
        }
        Optional<String> truth = Optional.ofNullable(withheld.get(answer.id()));
        if (deliveries.predicted(answer.input())) {
            count(answer, truth);
        }
        return truth;
    }

    private void count(Answer answer, Optional<String> truth) {
        newestVersion = answer.version();
        VersionTally tally = versions.computeIfAbsent(answer.version(), VersionTally::new);
        tally.predicted();
        truth.map(answer.label()::equals).ifPresent(right -> {
            tally.judged(right);
            recent.add(right);
        });
        if (answer.sentAt() >= firstSeenAt.orElseThrow()) {
            latencies.add(answer.seenAt() - answer.sentAt());
        }
    }

    /** Records a dead letter. */
    public synchronized void deadLettered(RecordCoordinates input) {
        boolean unused = deliveries.deadLettered(input);
    }

    /** When the first prediction was read, in milliseconds since 1970-01-01T00:00Z. */
    public synchronized OptionalLong firstPredictionAt() {
        return firstSeenAt;
    }

    /** The version of the newest prediction; empty if there is none. */
    public synchronized String newestVersion() {
        return newestVersion;
    }

    /** The current state, for a line of progress. */
    public synchronized Progress progress() {
        return new Progress(
                deliveries.acknowledged(),
                deliveries.predicted(),
                deliveries.deadLettered(),
                deliveries.unanswered(),
                newestVersion,
                recent.accuracy(),
                recent.size(),
                latencies.report());
    }

    /** Acknowledged inputs without an answer. */
    public synchronized long unanswered() {
        return deliveries.unanswered();
    }

    /** The final audit. Call it once every answer has been read; take {@code committed} before that. */
    public synchronized TaskReport report(Committed committed) {
        return new TaskReport(
                deliveries.acknowledged(),
                deliveries.predicted(),
                deliveries.deadLettered(),
                deliveries.lost(committed::covers),
                deliveries.duplicated(),
                Math.max(0, versions.size() - 1),
                committed.lag(),
                latencies.report(),
                versions.values().stream().map(VersionTally::report).toList());
    }
}
