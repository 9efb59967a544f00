package dev.millrace.streams;

import dev.millrace.schemas.Topics;
import dev.millrace.service.tasks.TaskConfig;
import java.util.HashSet;
import java.util.Set;

/**
 * The topics that a process reads and writes.
 *
 * @param read names of the topics to read
 * @param written names of the topics to write
 */
record TopicNeeds(Set<String> read, Set<String> written) {

    TopicNeeds {
        read = Set.copyOf(read);
        written = Set.copyOf(written);
    }

    /** The topics of the clients that run here; every process also follows the model topics. */
    static TopicNeeds of(StreamsAppConfig config, Topics topics) {
        Set<String> read = new HashSet<>();
        Set<String> written = new HashSet<>();
        read.add(topics.models().name());
        read.add(topics.modelAliases().name());
        written.add(topics.deadLetters().name());
        for (TaskConfig task : config.catalog().tasks()) {
            if (config.clients().contains(StreamsAppConfig.labelsClient(task))) {
                read.add(task.input().topic());
                read.add(task.labels().topic());
                written.add(task.labelled());
            }
            if (config.clients().contains(task.id())) {
                read.add(task.input().topic());
                written.add(task.predictions());
                task.jsonPredictions().ifPresent(written::add);
            }
        }
        return new TopicNeeds(read, written);
    }
}
