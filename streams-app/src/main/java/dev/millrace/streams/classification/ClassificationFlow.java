package dev.millrace.streams.classification;

import dev.millrace.model.spec.Task;
import dev.millrace.records.Prediction;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.deadletter.RecordReader;
import java.util.Optional;

/**
 * The topics that one task's classification reads and writes.
 *
 * @param input name of the topic of the events
 * @param reader converts an event's bytes to the model's input; an image's content is not copied
 * @param predictions topic of the predictions
 * @param jsonPredictions name of a topic that gets each prediction as JSON too, if any
 * @param deadLetters name of the topic of the dead letters
 */
public record ClassificationFlow<T>(
        Task task,
        String input,
        RecordReader<T> reader,
        Topic<String, Prediction> predictions,
        Optional<String> jsonPredictions,
        String deadLetters) {}
