package dev.millrace.trainer.examples;

import dev.millrace.model.artifact.Provenance.OffsetRange;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A store's counters. Each batch of examples is written together with the state after it.
 *
 * @param nextId id of the next example
 * @param window the newest examples, all of which stay
 * @param older number of examples in the reservoir
 * @param retention that window and reservoir satisfy
 */
record StoreState(long nextId, Window window, int older, Retention retention, StoreProgress progress) {

    private static final byte VERSION = 1;

    /**
     * @param start every example of the window has this or a higher id, every other one a lower id
     * @param size number of examples in the window
     */
    record Window(long start, int size) {}

    static StoreState empty(Retention retention) {
        return new StoreState(0, new Window(0, 0), 0, retention, StoreProgress.none());
    }

    /** Number of stored examples. */
    int size() {
        return window.size() + older;
    }

    StoreState with(StoreProgress next) {
        return new StoreState(nextId, window, older, retention, next);
    }

    /** @throws IllegalArgumentException when another version wrote it, or it does not have this version's format */
    static StoreState parse(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            byte version = buffer.get();
            if (version != VERSION) {
                throw new IllegalArgumentException(
                        "a store's state must be of version " + VERSION + ", got " + version);
            }
            long nextId = buffer.getLong();
            Window window = new Window(buffer.getLong(), buffer.getInt());
            int older = buffer.getInt();
            Retention retention = new Retention(buffer.getInt(), buffer.getInt(), buffer.getLong());
            return new StoreState(nextId, window, older, retention, progress(buffer));
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("a store's state of " + bytes.length + " bytes ends early", e);
        }
    }

    byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(size(progress.data())).put(VERSION);
        buffer.putLong(nextId).putLong(window.start()).putInt(window.size()).putInt(older);
        buffer.putInt(retention.newest()).putInt(retention.reservoir()).putLong(retention.seed());
        buffer.putLong(progress.arrivals()).putLong(progress.learned());
        buffer.putInt(progress.data().size());
        for (OffsetRange range : progress.data()) {
            byte[] topic = range.topic().getBytes(StandardCharsets.UTF_8);
            buffer.putShort((short) topic.length).put(topic);
            buffer.putInt(range.partition()).putLong(range.from()).putLong(range.to());
        }
        return buffer.array();
    }

    private static int size(List<OffsetRange> ranges) {
        int size = 1 + 5 * Long.BYTES + 5 * Integer.BYTES;
        for (OffsetRange range : ranges) {
            size += Short.BYTES + range.topic().getBytes(StandardCharsets.UTF_8).length;
            size += Integer.BYTES + 2 * Long.BYTES;
        }
        return size;
    }

    private static StoreProgress progress(ByteBuffer buffer) {
        long arrivals = buffer.getLong();
        long learned = buffer.getLong();
        int ranges = buffer.getInt();
        List<OffsetRange> data = new ArrayList<>();
        for (int i = 0; i < ranges; i++) {
            byte[] topic = new byte[Math.max(0, Math.min(buffer.getShort(), buffer.remaining()))];
            buffer.get(topic);
            String name = new String(topic, StandardCharsets.UTF_8);
            data.add(new OffsetRange(name, buffer.getInt(), buffer.getLong(), buffer.getLong()));
        }
        return new StoreProgress(arrivals, learned, data);
    }
}
