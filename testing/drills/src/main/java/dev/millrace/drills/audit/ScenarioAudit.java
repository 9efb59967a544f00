package dev.millrace.drills.audit;

import dev.millrace.cli.accounting.DeliveryAudit;
import dev.millrace.schemas.RecordCoordinates;
import dev.millrace.schemas.deadletter.DeadLetterReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * The audit of a scenario: the {@link DeliveryAudit} of its records, and whether answers came in order, for the expected
 * reason, and without a long silence. Thread-safe.
 */
public final class ScenarioAudit {

    private final Map<RecordCoordinates, Optional<DeadLetterReason>> sent = new HashMap<>();
    private final DeliveryAudit deliveries = new DeliveryAudit();
    private final Map<RecordCoordinates, String> deadLetterReasons = new HashMap<>();
    private final List<PredictionRecord> predictions = new ArrayList<>();
    private final Map<Lane, Long> furthest = new HashMap<>();
    private final Silence silence = new Silence();
    private long disordered;

    /** An output partition with the answers to one input partition, which must be in the order of their inputs. */
    private record Lane(TopicPartition output, TopicPartition input) {}

    /**
     * Records an input that the broker acknowledged.
     *
     * @param expected why it must become a dead letter; empty if it must be predicted
     */
    public synchronized void sent(RecordCoordinates input, Optional<DeadLetterReason> expected) {
        sent.put(input, expected);
        deliveries.acknowledged(input);
    }

    /**
     * Records a prediction.
     *
     * @param output the partition that it was read from
     * @param nanos when a consumer of committed records read it, as {@link System#nanoTime}
     */
    synchronized void predicted(PredictionRecord prediction, TopicPartition output, long nanos) {
        answered(prediction.input(), output, nanos);
        boolean unused = deliveries.predicted(prediction.input());
        predictions.add(prediction);
    }

    /** Records a dead letter; see {@link #predicted}. */
    synchronized void deadLettered(RecordCoordinates input, String reason, TopicPartition output, long nanos) {
        answered(input, output, nanos);
        boolean unused = deliveries.deadLettered(input);
        deadLetterReasons.put(input, reason);
    }

    private void answered(RecordCoordinates input, TopicPartition output, long nanos) {
        silence.heard(input, nanos);
        if (deliveries.isAnswered(input)) {
            return;
        }
        Lane lane = new Lane(output, input.topicPartition());
        Long before = furthest.get(lane);
        if (before != null && before > input.offset()) {
            disordered++;
        } else {
            furthest.put(lane, input.offset());
        }
    }

    /** Number of acknowledged inputs. */
    public synchronized long sent() {
        return sent.size();
    }

    /** Number of acknowledged inputs without an answer. */
    public synchronized long unanswered() {
        return deliveries.unanswered();
    }

    /** Number of acknowledged inputs of a topic with a prediction or a dead letter. */
    public synchronized long answered(String topic) {
        return deliveries.answered(topic);
    }

    /** Number of models that predictions name. */
    public synchronized long modelsNamed() {
        return predictions.stream().map(PredictionRecord::stamp).distinct().count();
    }

    /** Whether no answer has come for so long. */
    public synchronized boolean isSilentFor(Duration time) {
        return silence.isSilentFor(time, System.nanoTime());
    }

    /** Every prediction, duplicates included. */
    synchronized List<PredictionRecord> predictions() {
        return List.copyOf(predictions);
    }

    /** The result; call it once every answer has been read. */
    public synchronized Tally tally() {
        long expected = sent.values().stream().filter(Optional::isPresent).count();
        return new Tally(
                sent.size(),
                deliveries.predicted(),
                deliveries.unanswered(),
                deliveries.duplicated(),
                disordered,
                expected,
                deliveries.deadLettered(),
                silence.longest(),
                mistaken());
    }

    /** A sentence for each input that ended in the wrong place or for the wrong reason. */
    private List<String> mistaken() {
        List<String> mistaken = new ArrayList<>();
        sent.forEach((input, expected) -> {
            String wanted = expected.map(Enum::name).orElse("a prediction");
            String got = Optional.ofNullable(deadLetterReasons.get(input))
                    .orElse(expected.isPresent() ? "a prediction" : wanted);
            if (deliveries.isAnswered(input) && !got.equals(wanted)) {
                mistaken.add(input + ": required " + wanted + ", got " + got);
            }
        });
        deliveries.unknownInputs().stream()
                .limit(3)
                .forEach(input -> mistaken.add(input + " was answered, but never sent"));
        return mistaken;
    }
}
