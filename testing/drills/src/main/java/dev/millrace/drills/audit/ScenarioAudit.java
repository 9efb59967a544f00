package dev.millrace.drills.audit;

import dev.millrace.schemas.RecordCoordinates;
import dev.millrace.schemas.deadletter.DeadLetterReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The account of a scenario: every acknowledged input, and every prediction and dead letter that names one, by the input's
 * coordinates. Inputs and answers come in any order. Thread-safe.
 */
public final class ScenarioAudit {

    private final Map<RecordCoordinates, Optional<DeadLetterReason>> sent = new HashMap<>();
    private final Set<RecordCoordinates> predicted = new HashSet<>();
    private final Map<RecordCoordinates, String> buried = new HashMap<>();
    private final List<PredictionRecord> claims = new ArrayList<>();
    private final Map<Lane, Long> furthest = new HashMap<>();
    private final Silence silence = new Silence();
    private long unanswered;
    private long duplicated;
    private long disordered;

    /** An output partition that takes answers to inputs of a partition: there they come in the order of their inputs. */
    private record Lane(String output, int outputPartition, String input, int inputPartition) {}

    /** Where an answer stands. */
    record Place(String topic, int partition) {}

    /**
     * The broker has the input.
     *
     * @param expected why it must become a dead letter; none where it must be predicted
     */
    public synchronized void sent(RecordCoordinates input, Optional<DeadLetterReason> expected) {
        sent.put(input, expected);
        if (!isAnswered(input)) {
            unanswered++;
        }
    }

    /** Takes a prediction, read by a consumer of committed records at {@code nanos} of {@link System#nanoTime}. */
    synchronized void predicted(PredictionRecord claim, Place place, long nanos) {
        answered(claim.input(), place, nanos);
        predicted.add(claim.input());
        claims.add(claim);
    }

    /** Takes a dead letter. */
    synchronized void buried(RecordCoordinates input, String reason, Place place, long nanos) {
        answered(input, place, nanos);
        buried.put(input, reason);
    }

    private void answered(RecordCoordinates input, Place place, long nanos) {
        silence.heard(input, nanos);
        if (isAnswered(input)) {
            duplicated++;
            return;
        }
        if (sent.containsKey(input)) {
            unanswered--;
        }
        Lane lane = new Lane(place.topic(), place.partition(), input.topic(), input.partition());
        Long before = furthest.get(lane);
        if (before != null && before > input.offset()) {
            disordered++;
        } else {
            furthest.put(lane, input.offset());
        }
    }

    private boolean isAnswered(RecordCoordinates input) {
        return predicted.contains(input) || buried.containsKey(input);
    }

    /** Acknowledged inputs. */
    public synchronized long sent() {
        return sent.size();
    }

    /** Acknowledged inputs without an answer. */
    public synchronized long unanswered() {
        return unanswered;
    }

    /** Acknowledged inputs of a topic with a prediction or a dead letter. */
    public synchronized long answered(String topic) {
        return sent.keySet().stream()
                .filter(input -> input.topic().equals(topic))
                .filter(this::isAnswered)
                .count();
    }

    /** Whether no answer has come for that long. */
    public synchronized boolean isSilentFor(Duration time) {
        return silence.isSilentFor(time, System.nanoTime());
    }

    /** Every prediction, the doubled ones too. */
    synchronized List<PredictionRecord> claims() {
        return List.copyOf(claims);
    }

    /** What it comes to, when every answer has been read. */
    public synchronized Tally tally() {
        long out = sent.keySet().stream().filter(predicted::contains).count();
        long expected = sent.values().stream().filter(Optional::isPresent).count();
        long found = sent.keySet().stream().filter(buried::containsKey).count();
        return new Tally(
                sent.size(), out, unanswered, duplicated, disordered, expected, found, silence.longest(), mistaken());
    }

    /** Inputs that ended in the wrong place, or for the wrong reason; a sentence each. */
    private List<String> mistaken() {
        List<String> mistaken = new ArrayList<>();
        sent.forEach((input, expected) -> {
            String wanted = expected.map(Enum::name).orElse("a prediction");
            String got = Optional.ofNullable(buried.get(input)).orElse(expected.isPresent() ? "a prediction" : wanted);
            if (isAnswered(input) && !got.equals(wanted)) {
                mistaken.add(input + ": required " + wanted + ", got " + got);
            }
        });
        Set<RecordCoordinates> strangers = new HashSet<>(predicted);
        strangers.addAll(buried.keySet());
        strangers.removeAll(sent.keySet());
        strangers.stream().limit(3).forEach(input -> mistaken.add(input + " was answered, but never sent"));
        return mistaken;
    }
}
