package dev.millrace.streams.classification;

import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.spec.Task;
import dev.millrace.records.Prediction;
import dev.millrace.records.Review;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.deadletter.RecordReader;
import dev.millrace.service.input.ImageContent;

/**
 * The topics that one task's classification reads and writes.
 *
 * @param input name of the topic of the events
 * @param reader converts an event's bytes to the model's input; an image's content is not copied
 * @param predictions topic of the predictions
 * @param deadLetters name of the topic of the dead letters
 */
public record ClassificationFlow<T>(
        Task task, String input, RecordReader<T> reader, Topic<String, Prediction> predictions, String deadLetters) {

    /** The flow of images. */
    public static ClassificationFlow<EncodedImage> images(Topics topics) {
        return new ClassificationFlow<>(
                Task.IMAGE,
                topics.images().name(),
                RecordReader.of(topics.images()).map(ImageContent::of),
                topics.imagePredictions(),
                topics.deadLetters().name());
    }

    /** The flow of reviews. */
    public static ClassificationFlow<String> reviews(Topics topics) {
        return new ClassificationFlow<>(
                Task.REVIEW,
                topics.reviews().name(),
                RecordReader.of(topics.reviews()).map(Review::getText),
                topics.reviewPredictions(),
                topics.deadLetters().name());
    }
}
