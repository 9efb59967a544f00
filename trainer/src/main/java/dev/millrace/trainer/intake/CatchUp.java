package dev.millrace.trainer.intake;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether the intake has reached the ends that its topic's partitions had when the term began.
 *
 * <p>It goes by positions, not by records: compaction, retention and aborted transactions leave offsets that no record has.
 * A partition that is truncated or made anew meanwhile is caught up with at its new end, one that has gone is not waited
 * for, and one that was added later is not either. {@link #observe} is for one thread; the others read.
 */
final class CatchUp {

    private final String topic;
    private final Supplier<Map<TopicPartition, Long>> ends;
    private final Map<TopicPartition, Long> goals = new HashMap<>();
    private long total;
    private boolean hasGoals;
    private volatile Optional<String> progress;

    /** @param ends asks the broker for the present ends of all partitions, as far as transactions are decided */
    CatchUp(String topic, Supplier<Map<TopicPartition, Long>> ends) {
        this.topic = topic;
        this.ends = ends;
        this.progress = Optional.of("catching up with topic '" + topic + "', of which the end is not known yet");
    }

    boolean isDone() {
        return progress.isEmpty();
    }

    /** How far it is, for people, until it is done. */
    Optional<String> progress() {
        return progress;
    }

    /**
     * Looks how far the intake is; asks for ends only where that may change something.
     *
     * @param positions the next offset to read of each partition: all that comes before is in the store
     * @param isIdle whether the latest poll brought nothing
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

    /** @param now asked after the positions: a position beyond such an end is a stale one that Kafka has yet to reset */
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
