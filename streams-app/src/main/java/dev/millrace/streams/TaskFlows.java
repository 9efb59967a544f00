package dev.millrace.streams;

import dev.millrace.model.image.EncodedImage;
import dev.millrace.records.Prediction;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.deadletter.RecordReader;
import dev.millrace.service.input.InputReaders;
import dev.millrace.service.input.LabelReaders;
import dev.millrace.service.input.TaskInput;
import dev.millrace.service.input.TaskLabel;
import dev.millrace.service.tasks.TaskConfig;
import dev.millrace.streams.classification.ClassificationFlow;
import dev.millrace.streams.labels.ExampleWriter;
import dev.millrace.streams.labels.LabelKind;
import org.apache.kafka.common.serialization.Serdes;

/**
 * What tasks read and write, from their configuration.
 *
 * @param registry of all schemas
 * @param deadLetters name of the topic of the dead letters
 */
record TaskFlows(SchemaRegistry registry, String deadLetters) {

    /** Classification of images. */
    ClassificationFlow<EncodedImage> images(TaskConfig task) {
        return flow(task, InputReaders.images(task.input(), registry));
    }

    /** Classification of texts. */
    ClassificationFlow<String> texts(TaskConfig task) {
        return flow(task, InputReaders.texts(task.input(), registry));
    }

    /** The join of a task's records with their labels. */
    LabelKind<?> labels(TaskConfig task) {
        RecordReader<TaskLabel> labels = LabelReaders.of(task.labels(), registry);
        return switch (task.task().type()) {
            case IMAGE ->
                new LabelKind<>(
                        task,
                        InputReaders.images(task.input(), registry),
                        labels,
                        ExampleWriter.images(task.labelled(), registry));
            case TEXT ->
                new LabelKind<>(
                        task,
                        InputReaders.texts(task.input(), registry),
                        labels,
                        ExampleWriter.texts(task.labelled(), registry));
        };
    }

    private <T> ClassificationFlow<T> flow(TaskConfig task, RecordReader<TaskInput<T>> reader) {
        return new ClassificationFlow<>(
                task.task(),
                task.input().topic(),
                reader.map(TaskInput::content),
                new Topic<>(task.predictions(), Serdes.String(), registry.of(Prediction.class)),
                task.jsonPredictions(),
                deadLetters);
    }
}
