package dev.millrace.streams.labels;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The layout of the values in the join's stores: a version byte, then the content. An app that finds a version other than its
 * own, after a rollback for example, treats the value as absent.
 */
final class StateValue {

    /** The layout that this app writes. */
    static final byte VERSION = 1;

    private final LabelMetrics metrics;
    private final String task;

    /** Counts values of other versions in {@code metrics}. */
    StateValue(LabelMetrics metrics, String task) {
        this.metrics = metrics;
        this.task = task;
    }

    static byte[] of(byte... content) {
        return ByteBuffer.allocate(1 + content.length).put(VERSION).put(content).array();
    }

    /** The content of a stored value; empty if there is none, or one of another version. */
    Optional<ByteBuffer> read(byte @Nullable [] value) {
        if (value == null) {
            return Optional.empty();
        }
        if (value.length == 0 || value[0] != VERSION) {
            metrics.unreadableState(task);
            return Optional.empty();
        }
        return Optional.of(ByteBuffer.wrap(value, 1, value.length - 1));
    }
}
