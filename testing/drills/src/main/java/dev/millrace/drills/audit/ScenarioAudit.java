package dev.millrace.drills.audit;

import dev.millrace.cli.accounting.DeliveryAudit;
import dev.millrace.drills.model.ModelArchive;
import dev.millrace.schemas.RecordCoordinates;
import dev.millrace.schemas.deadletter.DeadLetterReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * The audit of a scenario: the {@link DeliveryAudit} of its records, and whether answers came in order, for the expected
 * reason, and without a long silence. Thread-safe.
 */
public final class ScenarioAudit {

    private static final String AGAIN = "#again";

    private final Map<RecordCoordinates, Optional<DeadLetterReason>> sent = new HashMap<>();
    private final Map<RecordCoordinates, Long> sentAt = new HashMap<>();
    private final DeliveryAudit deliveries = new DeliveryAudit();
    private final Map<RecordCoordinates, String> deadLetterReasons = new HashMap<>();
    private final List<PredictionRecord> predictions = new ArrayList<>();
    private final Map<Lane, Long> furthest = new HashMap<>();
    private final Map<String, Map<Integer, Long>> startingOver = new HashMap<>();
    private final Silence silence = new Silence();
    private long disordered;

    /** An output partition with the answers to one input partition, which must be in the order of their inputs. */
    private record Lane(TopicPartition output, TopicPartition input) {}

    /**
     * Records an input that the broker acknowledged.
     *
     * @param expected why it must become a dead letter; empty if it must be predicted
     */
    public synchronized void sent(RecordCoordinates coordinates, Optional<DeadLetterReason> expected) {
        RecordCoordinates input = ofGeneration(coordinates);
        sent.put(input, expected);
        sentAt.put(input, System.nanoTime());
        deliveries.acknowledged(input);
    }

    /**
     * Records a prediction.
     *
     * @param output the partition that it was read from
     * @param nanos when a consumer of committed records read it, as {@link System#nanoTime}
     */
    synchronized void predicted(PredictionRecord read, TopicPartition output, long nanos) {
        PredictionRecord prediction = new PredictionRecord(ofGeneration(read.input()), read.stamp(), read.scores());
        answered(prediction.input(), output, nanos);
        boolean unused = deliveries.predicted(prediction.input());
        predictions.add(prediction);
    }

    /** Records a dead letter; see {@link #predicted}. */
    synchronized void deadLettered(RecordCoordinates coordinates, String reason, TopicPartition output, long nanos) {
        RecordCoordinates input = ofGeneration(coordinates);
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

    /**
     * From now on, offsets of this topic are given again, to other content. Everything on it must have been answered.
     *
     * @param from the first such offset of each partition; 0 if it is not named
     */
    public synchronized void startsOver(String topic, Map<Integer, Long> from) {
        startingOver.put(topic, Map.copyOf(from));
    }

    private RecordCoordinates ofGeneration(RecordCoordinates input) {
        Map<Integer, Long> from = startingOver.get(input.topic());
        return from == null || input.offset() < from.getOrDefault(input.partition(), 0L)
                ? input
                : new RecordCoordinates(input.topic() + AGAIN, input.partition(), input.offset());
    }

    /** Number of partitions of inputs with an acknowledged input. */
    public synchronized long partitions() {
        return sent.keySet().stream()
                .map(RecordCoordinates::topicPartition)
                .distinct()
                .count();
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

    /**
     * How long another version should have served at most when an input came. Its prediction was made later than that, so
     * some instance served the outdated version for at least as long, however late the prediction was read.
     *
     * @param models versions that are not among them could not serve
     */
    public synchronized Duration longestStale(ServingHistory history, ModelArchive models) {
        ServingHistory usable = history.without((task, version) -> !models.has(task, version));
        return predictions.stream()
                .filter(prediction -> sentAt.containsKey(prediction.input()))
                .map(prediction ->
                        usable.outdated(prediction.stamp(), Objects.requireNonNull(sentAt.get(prediction.input()))))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Every prediction of {@code topic} as it is now, duplicates included, by its input. */
    synchronized Map<RecordCoordinates, List<PredictionRecord>> predictions(String topic) {
        Map<RecordCoordinates, List<PredictionRecord>> current = new HashMap<>();
        for (PredictionRecord prediction : predictions) {
            RecordCoordinates read = prediction.input();
            RecordCoordinates now =
                    new RecordCoordinates(read.topic().replace(AGAIN, ""), read.partition(), read.offset());
            if (now.topic().equals(topic) && ofGeneration(now).equals(read)) {
                current.computeIfAbsent(now, any -> new ArrayList<>()).add(prediction);
            }
        }
        return current;
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
