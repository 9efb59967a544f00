package dev.millrace.drills.audit;

import dev.millrace.schemas.RecordCoordinates;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The longest time between two answers to inputs of one partition. Not thread-safe. */
final class Silence {

    private final Map<Partition, Long> last = new HashMap<>();
    private long longest;

    private record Partition(String topic, int number) {}

    void heard(RecordCoordinates input, long nanos) {
        Long before = last.put(new Partition(input.topic(), input.partition()), nanos);
        if (before != null) {
            longest = Math.max(longest, nanos - before);
        }
    }

    /** Whether no partition was answered for so long; false before the first answer. */
    boolean isSilentFor(Duration time, long now) {
        return last.values().stream().allMatch(heard -> now - heard > time.toNanos()) && !last.isEmpty();
    }

    Duration longest() {
        return Duration.ofNanos(longest);
    }
}
