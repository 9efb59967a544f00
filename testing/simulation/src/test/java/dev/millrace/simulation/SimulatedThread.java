package dev.millrace.simulation;

import dev.millrace.simulation.SimulatedStage.RegistryAwayException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A stream thread: what it has polled, processed and not yet committed. Its transaction is atomic. */
final class SimulatedThread {

    private final SimulationContext world;
    private final Group group;
    private final String name;
    private final SimulatedStage stage;
    private final Map<Integer, Position> positions = new TreeMap<>();
    private List<Answer> uncommitted = new ArrayList<>();

    /** Indexes into the partition's records, not offsets. */
    private static final class Position {
        private int polled;
        private int processed;
        private int noted;
        private boolean isReadAgain;

        Position(int index) {
            polled = index;
            processed = index;
        }

        /** A stage forgets what it noted of a partition when that partition is read again. */
        void note() {
            noted = isReadAgain ? 1 : noted + 1;
            isReadAgain = false;
            polled++;
        }

        void done() {
            noted--;
            processed++;
        }

        Position rewound(int index) {
            Position position = new Position(index);
            position.noted = noted;
            position.isReadAgain = true;
            return position;
        }
    }

    SimulatedThread(SimulationContext world, Group group, String name, SimulatedStage stage) {
        this.world = world;
        this.group = group;
        this.name = name;
        this.stage = stage;
    }

    String name() {
        return name;
    }

    /** A copy in ascending order; an immutable set's order differs from process to process. */
    SortedSet<Integer> partitions() {
        return new TreeSet<>(positions.keySet());
    }

    /**
     * Number of records that it has polled and not processed, including those from before a partition was read again.
     */
    int noted() {
        return positions.values().stream().mapToInt(position -> position.noted).sum();
    }

    int staged() {
        return stage.size();
    }

    void assign(int partition) {
        positions.put(partition, new Position(group.committed(partition)));
        stage.attach(partition);
    }

    void poll() {
        int polled = 0;
        for (Map.Entry<Integer, Position> each : positions.entrySet()) {
            List<InputRecord> records = group.input().of(each.getKey());
            Position position = each.getValue();
            int until =
                    Math.min(records.size(), position.polled + world.chance().below(6));
            while (position.polled < until) {
                stage.polled(records.get(position.polled));
                position.note();
                polled++;
            }
        }
        world.trace().say(name + " polls " + polled + " records");
    }

    /** False if the thread dies. */
    boolean process() {
        List<Integer> ready = positions.entrySet().stream()
                .filter(each -> each.getValue().processed < each.getValue().polled)
                .map(Map.Entry::getKey)
                .toList();
        return ready.isEmpty() || process(world.chance().oneOf(ready));
    }

    private boolean process(int partition) {
        Position position = positions.get(partition);
        if (position == null) {
            return true;
        }
        InputRecord record = group.input().of(partition).get(position.processed);
        try {
            Answer answer = world.actAs(name, () -> stage.answer(record));
            position.done();
            uncommitted.add(answer);
            group.observed(answer);
            world.trace()
                    .say(name + " answers " + partition + "/" + record.offset() + " with " + answer.place()
                            + answer.version().map(version -> " by " + version).orElse(""));
            return true;
        } catch (RegistryAwayException e) {
            world.trace().say(name + " can't read " + partition + "/" + record.offset());
            return false;
        }
    }

    void commit() {
        positions.forEach((partition, position) -> group.commit(partition, position.processed));
        group.append(uncommitted);
        world.trace().say(name + " commits " + uncommitted.size() + " answers");
        uncommitted = new ArrayList<>();
    }

    void revoke(int partition) {
        stage.detach(partition);
        positions.remove(partition);
    }

    /**
     * Aborts the transaction and reads all of it again. {@code reopening} says whether the tasks are closed meanwhile.
     */
    void rewind(boolean reopening) {
        uncommitted = new ArrayList<>();
        for (int partition : partitions()) {
            if (reopening) {
                stage.detach(partition);
                stage.attach(partition);
            }
            positions.computeIfPresent(
                    partition,
                    (any, position) -> reopening
                            ? new Position(group.committed(partition))
                            : position.rewound(group.committed(partition)));
        }
    }

    void release() {
        stage.releaseReplaced();
    }

    /** Aborts its transaction and ends in order, as in Kafka Streams: tasks first, then the consumer with its interceptor. */
    void end() {
        uncommitted = new ArrayList<>();
        partitions().forEach(this::revoke);
        stage.close();
    }
}
