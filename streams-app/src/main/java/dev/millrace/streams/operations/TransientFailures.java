package dev.millrace.streams.operations;

import java.io.IOException;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.streams.errors.LockException;
import org.apache.kafka.streams.errors.MissingInternalTopicsException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.TaskAssignmentException;

/**
 * Recognizes environmental failures: an unreachable broker or registry, a missing or forbidden topic, a full disk. They end
 * without a change to this process, though an operator may have to act. Anything else is a bug, a broken model or broken
 * hardware.
 */
final class TransientFailures {

    private static final List<Class<? extends Throwable>> ENVIRONMENTAL = List.of(
            ApiException.class,
            ProcessorStateException.class,
            MissingSourceTopicException.class,
            MissingInternalTopicsException.class,
            TaskAssignmentException.class,
            LockException.class,
            WakeupException.class,
            IOException.class);

    private TransientFailures() {}

    /** Whether {@code problem} or one of its causes is environmental. */
    static boolean isTransient(Throwable problem) {
        for (Throwable current = problem; current != null; current = current.getCause()) {
            if (current instanceof UnsupportedVersionException) {
                return false;
            }
            if (isEnvironmental(current)) {
                return true;
            }
        }
        return false;
    }

    /** Kafka's clients throw a plain KafkaException if they can't be created, or again after a failure they reported before. */
    private static boolean isEnvironmental(Throwable problem) {
        return problem.getClass() == KafkaException.class
                || ENVIRONMENTAL.stream().anyMatch(type -> type.isInstance(problem));
    }
}
