package dev.millrace.simulation;

import java.util.ArrayList;
import java.util.List;

/** The consumer group: the committed offset of each partition, and the answers committed with it. */
final class Group {

    private final Input input;
    private final List<Integer> committed = new ArrayList<>();
    private final List<List<Answer>> outputs = new ArrayList<>();
    private final List<Answer> observed = new ArrayList<>();

    Group(Input input) {
        this.input = input;
        for (int partition = 0; partition < input.partitions(); partition++) {
            committed.add(0);
            outputs.add(new ArrayList<>());
        }
    }

    Input input() {
        return input;
    }

    /** Number of committed records of the partition. */
    int committed(int partition) {
        return committed.get(partition);
    }

    void commit(int partition, int records) {
        committed.set(partition, records);
    }

    void append(List<Answer> answers) {
        answers.forEach(answer -> outputs.get(answer.record().partition()).add(answer));
    }

    /** The answers that readers of committed records have received, in order. */
    List<Answer> outputs(int partition) {
        return outputs.get(partition);
    }

    void observed(Answer answer) {
        observed.add(answer);
    }

    /** Every answer since the last call, aborted ones included. */
    List<Answer> takeObserved() {
        List<Answer> taken = List.copyOf(observed);
        observed.clear();
        return taken;
    }
}
