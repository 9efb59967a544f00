package dev.millrace.cli.accounting;

import dev.millrace.schemas.RecordCoordinates;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The account of one task: every acknowledged input, and every prediction and dead letter that names one. Inputs and answers
 * come in any order, since an answer can be read before the broker's acknowledgement arrives. Thread-safe.
 *
 * <p>The label of an input that went out without it is known here alone, and only such inputs are judged. Memory: some 300
 * bytes an input.
 */
public final class DeliveryAudit {

    private final Map<String, String> withheld = new HashMap<>();
    private final Set<RecordCoordinates> acknowledged = new HashSet<>();
    private final Map<RecordCoordinates, Integer> predictions = new HashMap<>();
    private final Map<RecordCoordinates, Integer> deadLetters = new HashMap<>();
    private final Map<String, VersionTally> versions = new LinkedHashMap<>();
    private final Latencies latencies = new Latencies();
    private final RecentAccuracy recent = new RecentAccuracy();
    private OptionalLong firstSeenAt = OptionalLong.empty();
    private String newestVersion = "";

    /** The truth about an input that goes out without its label. */
    public synchronized void withhold(String id, String label) {
        withheld.put(id, label);
    }

    /** The broker has the input. */
    public synchronized void acknowledged(RecordCoordinates input) {
        acknowledged.add(input);
    }

    /** Takes a prediction, and returns the truth about its input where that went out without its label. */
    public synchronized Optional<String> predicted(Answer answer) {
        if (firstSeenAt.isEmpty()) {
            firstSeenAt = OptionalLong.of(answer.seenAt());
        }
        Optional<String> truth = Optional.ofNullable(withheld.get(answer.id()));
        if (predictions.merge(answer.input(), 1, Integer::sum) == 1) {
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

    /** Takes a dead letter. */
    public synchronized void rejected(RecordCoordinates input) {
        deadLetters.merge(input, 1, Integer::sum);
    }

    /** When the first prediction was read, milliseconds since 1970-01-01T00:00Z. */
    public synchronized OptionalLong firstPredictionAt() {
        return firstSeenAt;
    }

    /** The version of the newest prediction, empty where there is none. */
    public synchronized String newestVersion() {
        return newestVersion;
    }

    /** What is known now, in short, for a line of progress. */
    public synchronized Progress progress() {
        return new Progress(
                acknowledged.size(),
                predictions.size(),
                deadLetters.size(),
                unanswered(),
                newestVersion,
                recent.accuracy(),
                recent.size(),
                latencies.report());
    }

    /** Acknowledged inputs without an answer. */
    public synchronized long unanswered() {
        return acknowledged.stream().filter(input -> !isAnswered(input)).count();
    }

    private boolean isAnswered(RecordCoordinates input) {
        return predictions.containsKey(input) || deadLetters.containsKey(input);
    }

    /** To be asked when every answer has been read; {@code committed} is of before that. */
    public synchronized TaskReport report(Committed committed) {
        return new TaskReport(
                acknowledged.size(),
                acknowledged.stream().filter(predictions::containsKey).count(),
                acknowledged.stream().filter(deadLetters::containsKey).count(),
                acknowledged.stream()
                        .filter(committed::covers)
                        .filter(input -> !isAnswered(input))
                        .count(),
                duplicated(),
                Math.max(0, versions.size() - 1),
                committed.lag(),
                latencies.report(),
                versions.values().stream().map(VersionTally::report).toList());
    }

    private long duplicated() {
        Map<RecordCoordinates, Integer> answers = new HashMap<>(predictions);
        deadLetters.forEach((input, count) -> answers.merge(input, count, Integer::sum));
        return answers.values().stream().mapToLong(count -> count - 1).sum();
    }
}
