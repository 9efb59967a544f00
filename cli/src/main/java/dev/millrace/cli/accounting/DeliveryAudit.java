package dev.millrace.cli.accounting;

import dev.millrace.schemas.RecordCoordinates;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Accounts for records by their coordinates: every input that the broker acknowledged must have exactly one answer, a
 * prediction or a dead letter. Inputs and answers may come in any order, because an answer can be read before the broker's
 * acknowledgement arrives. Not thread-safe.
 */
public final class DeliveryAudit {

    private final Set<RecordCoordinates> acknowledged = new HashSet<>();
    private final Map<RecordCoordinates, Integer> predictions = new HashMap<>();
    private final Map<RecordCoordinates, Integer> deadLetters = new HashMap<>();
    private long unanswered;
    private long duplicated;

    /** Takes an input that the broker acknowledged. */
    public void acknowledged(RecordCoordinates input) {
        if (acknowledged.add(input) && !isAnswered(input)) {
            unanswered++;
        }
    }

    /** Takes a prediction; returns whether it is the first one of its input. */
    public boolean predicted(RecordCoordinates input) {
        answered(input);
        return predictions.merge(input, 1, Integer::sum) == 1;
    }

    /** Takes a dead letter; returns whether it is the first one of its input. */
    public boolean deadLettered(RecordCoordinates input) {
        answered(input);
        return deadLetters.merge(input, 1, Integer::sum) == 1;
    }

    private void answered(RecordCoordinates input) {
        if (isAnswered(input)) {
            duplicated++;
        } else if (acknowledged.contains(input)) {
            unanswered--;
        }
    }

    /** Whether the input has a prediction or a dead letter. */
    public boolean isAnswered(RecordCoordinates input) {
        return predictions.containsKey(input) || deadLetters.containsKey(input);
    }

    /** Number of acknowledged inputs. */
    public long acknowledged() {
        return acknowledged.size();
    }

    /** Number of acknowledged inputs of {@code topic} that have an answer. */
    public long answered(String topic) {
        return acknowledged.stream()
                .filter(input -> input.topic().equals(topic))
                .filter(this::isAnswered)
                .count();
    }

    /** Number of acknowledged inputs with a prediction. */
    public long predicted() {
        return acknowledged.stream().filter(predictions::containsKey).count();
    }

    /** Number of acknowledged inputs with a dead letter. */
    public long deadLettered() {
        return acknowledged.stream().filter(deadLetters::containsKey).count();
    }

    /** Number of acknowledged inputs without an answer. */
    public long unanswered() {
        return unanswered;
    }

    /** Number of acknowledged inputs without an answer among those that should have one by now. */
    public long lost(Predicate<RecordCoordinates> isDue) {
        return acknowledged.stream()
                .filter(isDue)
                .filter(input -> !isAnswered(input))
                .count();
    }

    /** Number of answers beyond the first of their input. */
    public long duplicated() {
        return duplicated;
    }

    /** Inputs that were answered but never acknowledged. */
    public Set<RecordCoordinates> unknownInputs() {
        Set<RecordCoordinates> unknown = new HashSet<>(predictions.keySet());
        unknown.addAll(deadLetters.keySet());
        unknown.removeAll(acknowledged);
        return unknown;
    }
}
