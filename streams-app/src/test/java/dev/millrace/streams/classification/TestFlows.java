package dev.millrace.streams.classification;

import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.schemas.Topics;
import dev.millrace.service.input.InputReaders;
import dev.millrace.service.input.TaskInput;
import java.util.Optional;

/** Flows of the default tasks. */
final class TestFlows {

    private TestFlows() {}

    static ClassificationFlow<String> reviews(Topics topics) {
        return new ClassificationFlow<>(
                DefaultTasks.REVIEW,
                topics.reviews().name(),
                InputReaders.ownTexts(topics.reviews()).map(TaskInput::content),
                topics.reviewPredictions(),
                Optional.empty(),
                topics.deadLetters().name());
    }
}
