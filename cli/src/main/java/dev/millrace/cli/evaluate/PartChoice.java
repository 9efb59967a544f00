package dev.millrace.cli.evaluate;

import dev.millrace.cli.data.Sample;
import dev.millrace.model.Task;
import dev.millrace.trainer.ExampleParts;
import dev.millrace.trainer.examples.Part;
import java.util.function.Predicate;

/** Which of the examples are judged: all of them, or one part of the trainer's own division, by their content. */
public enum PartChoice {
    ALL,
    TRAINING,
    VALIDATION,
    GATE;

    Predicate<Sample> filter(Task task) {
        if (this == ALL) {
            return sample -> true;
        }
        Part part = Part.valueOf(name());
        ExampleParts division = ExampleParts.of(task, System.getenv());
        return sample -> (task == Task.IMAGE ? division.of(sample.image()) : division.of(sample.text()))
                .filter(part::equals)
                .isPresent();
    }
}
