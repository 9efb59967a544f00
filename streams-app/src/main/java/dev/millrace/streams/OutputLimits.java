package dev.millrace.streams;

import dev.millrace.schemas.TopicLimits;
import dev.millrace.schemas.Topics;
import dev.millrace.service.tasks.TaskConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * Largest record of each output topic in bytes, including key and headers: the smaller of the topic's limit and the setting.
 *
 * @param predictions by task id
 * @param examples limits of the labelled topics, by task id
 * @param deadLetters limit of the dead letters
 */
record OutputLimits(Map<String, Integer> predictions, Map<String, Integer> examples, int deadLetters) {

    OutputLimits {
        predictions = Map.copyOf(predictions);
        examples = Map.copyOf(examples);
    }

    /** For no task. */
    static OutputLimits none() {
        return new OutputLimits(Map.of(), Map.of(), 0);
    }

    /** @throws org.apache.kafka.common.KafkaException when the broker does not answer, or a topic is missing */
    static OutputLimits ask(Admin admin, Topics topics, StreamsAppConfig config) {
        Map<String, Integer> predictions = new HashMap<>();
        Map<String, Integer> examples = new HashMap<>();
        for (TaskConfig task : config.catalog().tasks()) {
            if (config.clients().contains(task.id())) {
                int limit = TopicLimits.maxMessageBytes(admin, task.predictions(), config.maxPredictionBytes());
                predictions.put(
                        task.id(),
                        task.jsonPredictions()
                                .map(topic -> Math.min(
                                        limit, TopicLimits.maxMessageBytes(admin, topic, config.maxPredictionBytes())))
                                .orElse(limit));
            }
            if (config.clients().contains(StreamsAppConfig.labelsClient(task))) {
                examples.put(
                        task.id(), TopicLimits.maxMessageBytes(admin, task.labelled(), config.maxDeadLetterBytes()));
            }
        }
        return new OutputLimits(
                predictions,
                examples,
                TopicLimits.maxMessageBytes(admin, topics.deadLetters().name(), config.maxDeadLetterBytes()));
    }

    int predictions(TaskConfig task) {
        return predictions.getOrDefault(task.id(), 0);
    }

    int examples(TaskConfig task) {
        return examples.getOrDefault(task.id(), 0);
    }
}
