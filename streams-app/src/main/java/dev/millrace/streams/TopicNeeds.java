package dev.millrace.streams;

import dev.millrace.model.spec.Task;
import dev.millrace.schemas.Topics;
import dev.millrace.streams.labels.LabelTopology;
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

    /** The topics of these clients; every process also follows the model topics. */
    static TopicNeeds of(Set<String> clients, Topics topics) {
        Set<String> read = new HashSet<>();
        Set<String> written = new HashSet<>();
        read.add(topics.models().name());
        read.add(topics.modelAliases().name());
        written.add(topics.deadLetters().name());
        if (clients.contains(StreamsAppConfig.LABELS)) {
            read.addAll(LabelTopology.inputs(topics));
            written.addAll(LabelTopology.outputs(topics));
        }
        if (clients.contains(Task.IMAGE.id())) {
            read.add(topics.images().name());
            written.add(topics.imagePredictions().name());
        }
        if (clients.contains(Task.REVIEW.id())) {
            read.add(topics.reviews().name());
            written.add(topics.reviewPredictions().name());
        }
        return new TopicNeeds(read, written);
    }
}
