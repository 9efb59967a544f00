package dev.millrace.simulation;

import static dev.millrace.simulation.Invariant.require;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every input whose offset is committed has exactly one committed answer, in the place that its content requires; other
 * inputs have none. In the end everything is committed.
 */
final class EveryRecordEndsInExactlyOnePlace implements Invariant {

    private final Map<Integer, Set<Long>> answered = new HashMap<>();
    private final Map<Integer, Integer> done = new HashMap<>();

    @Override
    public void check(SimulatedSystem mill) {
        Group group = mill.group();
        for (int partition = 0; partition < group.input().partitions(); partition++) {
            Set<Long> offsets = answered.computeIfAbsent(partition, any -> new HashSet<>());
            List<Answer> outputs = group.outputs(partition);
            for (Answer answer : outputs.subList(offsets.size(), outputs.size())) {
                String name = partition + "/" + answer.record().offset();
                require(offsets.add(answer.record().offset()), name, "has two answers");
                require(
                        answer.place().equals(answer.record().place()),
                        name + " belongs to " + answer.record().place() + ", got " + answer.place());
            }
            int from = done.getOrDefault(partition, 0);
            int until = group.committed(partition);
            for (InputRecord record : group.input().of(partition).subList(from, until)) {
                require(
                        offsets.contains(record.offset()),
                        partition + "/" + record.offset(),
                        "is done without an answer");
            }
            done.put(partition, until);
            require(offsets.size() == group.committed(partition), "partition " + partition, "has too many answers");
            require(
                    !mill.isSettled()
                            || offsets.size() == group.input().of(partition).size(),
                    "partition " + partition,
                    "has records without an answer in the end");
        }
    }
}
