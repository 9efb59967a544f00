package dev.millrace.streams;

import dev.millrace.model.spec.Task;
import dev.millrace.schemas.TopicLimits;
import dev.millrace.schemas.Topics;
import org.apache.kafka.clients.admin.Admin;

/** How large a record each topic takes that the app writes, key and headers included; what was configured at the most. */
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
