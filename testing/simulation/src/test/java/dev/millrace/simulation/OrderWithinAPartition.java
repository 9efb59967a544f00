package dev.millrace.simulation;

import static dev.millrace.simulation.Invariant.require;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Consumers receive the answers of a partition in the order of its records, each with the scores of its own record. */
final class OrderWithinAPartition implements Invariant {

    private final Map<Integer, Integer> checked = new HashMap<>();

    @Override
    public void check(SimulatedSystem mill) {
        Group group = mill.group();
        for (int partition = 0; partition < group.input().partitions(); partition++) {
            List<Answer> outputs = group.outputs(partition);
            int from = checked.getOrDefault(partition, 0);
            for (int i = Math.max(1, from); i < outputs.size(); i++) {
                long last = outputs.get(i - 1).record().offset();
                long next = outputs.get(i).record().offset();
                require(last < next, "partition " + partition + ": offset " + next + " follows " + last);
            }
            checked.put(partition, outputs.size());
        }
        for (Answer answer : mill.observed()) {
            answer.number()
                    .ifPresent(number -> require(
                            number == answer.record().number(),
                            "record " + answer.record().number() + " has the answer of record " + number));
        }
    }
}
