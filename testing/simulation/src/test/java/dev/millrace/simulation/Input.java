package dev.millrace.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The input partitions, with gaps between offsets, as transactions leave them. */
final class Input {

    private final List<List<InputRecord>> partitions = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();
    private int numbers;

    Input(int partitions) {
        for (int i = 0; i < partitions; i++) {
            this.partitions.add(new ArrayList<>());
            ends.add(0L);
        }
    }

    void produce(SeededChoices chance, int partition) {
        long offset = ends.get(partition) + (chance.percent(10) ? 1 : 0);
        int number = ++numbers;
        Optional<String> text = switch (chance.below(16)) {
            case 0 -> Optional.of(InputRecord.GARBAGE);
            case 1 -> Optional.of("");
            case 2 -> Optional.of("poison " + number);
            case 3 -> Optional.empty();
            default -> Optional.of((chance.percent(50) ? "good " : "dull ") + number);
        };
        partitions.get(partition).add(new InputRecord(partition, offset, number, text));
        ends.set(partition, offset + 1);
    }

    List<InputRecord> of(int partition) {
        return partitions.get(partition);
    }

    int partitions() {
        return partitions.size();
    }
}
