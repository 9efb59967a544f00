package dev.millrace.streams;

import dev.millrace.model.spec.Task;
import dev.millrace.schemas.TopicLimits;
import dev.millrace.schemas.Topics;
import org.apache.kafka.clients.admin.Admin;

/**
 * Largest record of each output topic in bytes, including key and headers: the smaller of the topic's limit and the setting.
 *
 * @param imagePredictions limit of the image predictions
 * @param reviewPredictions limit of the review predictions
 * @param deadLetters limit of the dead letters
 */
record OutputLimits(int imagePredictions, int reviewPredictions, int deadLetters) {

    /** @throws org.apache.kafka.common.KafkaException when the broker does not answer, or a topic is missing */
    static OutputLimits ask(Admin admin, Topics topics, StreamsAppConfig config) {
        return new OutputLimits(
                TopicLimits.maxMessageBytes(admin, topics.imagePredictions().name(), config.maxPredictionBytes()),
                TopicLimits.maxMessageBytes(admin, topics.reviewPredictions().name(), config.maxPredictionBytes()),
                TopicLimits.maxMessageBytes(admin, topics.deadLetters().name(), config.maxDeadLetterBytes()));
    }

    int predictions(Task task) {
        return task == Task.IMAGE ? imagePredictions : reviewPredictions;
    }
}
