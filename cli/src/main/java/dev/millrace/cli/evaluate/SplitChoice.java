package dev.millrace.cli.evaluate;

import dev.millrace.cli.data.Sample;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import dev.millrace.trainer.ExampleSplits;
import dev.millrace.trainer.examples.Split;
import java.util.function.Predicate;

/** Which examples to evaluate: all, or one of the trainer's splits. */
public enum SplitChoice {
    ALL,
    TRAINING,
    VALIDATION,
    GATE;

    Predicate<Sample> filter(Task task) {
        if (this == ALL) {
            return sample -> true;
        }
        Split part = Split.valueOf(name());
        ExampleSplits division = ExampleSplits.of(task, System.getenv());
        return sample -> (task.type() == TaskType.IMAGE ? division.of(sample.image()) : division.of(sample.text()))
                .filter(part::equals)
                .isPresent();
    }
}
