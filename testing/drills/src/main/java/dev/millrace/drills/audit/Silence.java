package dev.millrace.drills.audit;

import dev.millrace.schemas.RecordCoordinates;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The longest time between two answers to inputs of one partition, or from the first input to the first answer. Not thread-safe. */
final class Silence {

    private final Map<Partition, Long> last = new HashMap<>();
    private long longest;

    private record Partition(String topic, int number) {}

    /** The first input of its partition begins the wait for an answer. */
    void asked(RecordCoordinates input, long nanos) {
        last.putIfAbsent(new Partition(input.topic(), input.partition()), nanos);
    }

    void heard(RecordCoordinates input, long nanos) {
        Long before = last.put(new Partition(input.topic(), input.partition()), nanos);
        if (before != null) {
            longest = Math.max(longest, nanos - before);
        }
    }

    /** Whether no partition was answered for so long; false before the first input. */
    boolean isSilentFor(Duration time, long now) {
        return last.values().stream().allMatch(heard -> now - heard > time.toNanos()) && !last.isEmpty();
    }

    Duration longest() {
        return Duration.ofNanos(longest);
    }
}
