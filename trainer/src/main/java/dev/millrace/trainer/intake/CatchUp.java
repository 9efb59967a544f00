package dev.millrace.trainer.intake;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether intake has reached the end offsets that its topic's partitions had when the term began.
 *
 * <p>It compares positions, not records: compaction, retention and aborted transactions leave offsets without a record.
 * A partition that is truncated or recreated in the meantime is caught up at its new end. Partitions that disappeared or
 * were added later are not waited for. One thread calls {@link #observe}; others read.
 */
final class CatchUp {

    private final String topic;
    private final Supplier<Map<TopicPartition, Long>> ends;
    private final Map<TopicPartition, Long> goals = new HashMap<>();
    private long total;
    private boolean hasGoals;
    private volatile Optional<String> progress;

    /** @param ends asks the broker for the current ends of all partitions, up to the first undecided transaction */
    CatchUp(String topic, Supplier<Map<TopicPartition, Long>> ends) {
        this.topic = topic;
        this.ends = ends;
        this.progress = Optional.of("catching up with topic '" + topic + "', whose end is not known yet");
    }

    boolean isDone() {
        return progress.isEmpty();
    }

    /** The progress, as a sentence; empty once it is done. */
    Optional<String> progress() {
        return progress;
    }

    /**
     * Updates the progress. Asks for ends only when they may change the result.
     *
     * @param positions the next offset to read of each partition; everything before is in the store
     * @param isIdle whether the latest poll returned nothing
     * @return whether it is done
     */
    boolean observe(Map<TopicPartition, Long> positions, boolean isIdle) {
        if (!hasGoals) {
            goals.putAll(ends.get());
            hasGoals = true;
            total = left(positions);
        }
        boolean isReached = (left(positions) == 0 || isIdle) && isReached(positions, ends.get());
        progress = isReached ? Optional.empty() : Optional.of(sentence(positions));
        return isReached;
    }

    /**
     * @param now fetched after the positions, so a position beyond such an end is stale and Kafka has yet to reset it
     */
    private boolean isReached(Map<TopicPartition, Long> positions, Map<TopicPartition, Long> now) {
        goals.replaceAll((partition, goal) -> Math.min(goal, now.getOrDefault(partition, 0L)));
        return goals.entrySet().stream().allMatch(goal -> {
            long position = positions.getOrDefault(goal.getKey(), 0L);
            return position >= goal.getValue() && position <= now.getOrDefault(goal.getKey(), 0L);
        });
    }

    private long left(Map<TopicPartition, Long> positions) {
        return goals.entrySet().stream()
                .mapToLong(goal -> Math.max(0, goal.getValue() - positions.getOrDefault(goal.getKey(), 0L)))
                .sum();
    }

    private String sentence(Map<TopicPartition, Long> positions) {
        return "catching up with topic '" + topic + "': " + left(positions) + " of " + total
                + " offsets are left; no run starts until then";
    }
}
