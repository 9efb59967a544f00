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
 * Which failures are those of the surroundings: a broker or a registry that is away, a topic that is missing or forbidden, a
 * disk that is full. They pass, be it since somebody mends something; any other is a bug, a broken model or a broken machine.
 */
final class TransientFailures {

    private static final List<Class<? extends Throwable>> SURROUNDINGS = List.of(
            ApiException.class,
            ProcessorStateException.class,
            MissingSourceTopicException.class,
            MissingInternalTopicsException.class,
            TaskAssignmentException.class,
            LockException.class,
            WakeupException.class,
            IOException.class);

    private TransientFailures() {}

    static boolean passes(Throwable problem) {
        for (Throwable at = problem; at != null; at = at.getCause()) {
            if (at instanceof UnsupportedVersionException) {
                return false;
            }
            if (isOfSurroundings(at)) {
                return true;
            }
        }
        return false;
    }

    /** A plain KafkaException is what clients throw that can't be made, or are past a failure of which they told before. */
    private static boolean isOfSurroundings(Throwable problem) {
        return problem.getClass() == KafkaException.class
                || SURROUNDINGS.stream().anyMatch(type -> type.isInstance(problem));
    }
}
