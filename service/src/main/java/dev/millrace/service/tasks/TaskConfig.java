package dev.millrace.service.tasks;

import dev.millrace.model.spec.Task;
import java.util.Optional;
import java.util.Set;

/**
 * One task: its topics, and how their records are read.
 *
 * @param task its name and type
 * @param input what is classified
 * @param labels ground truth that comes later
 * @param labelled name of the topic of its training examples, Millrace's own {@code LabelledImage} or {@code LabelledReview}
 *     records
 * @param predictions name of the topic of its predictions
 * @param jsonPredictions name of a topic that gets the predictions as JSON too, if any
 * @param allowedLabels the only labels that count; any where it is empty
 * @param trust in its labels
 */
public record TaskConfig(
        Task task,
        InputConfig input,
        LabelsConfig labels,
        String labelled,
        String predictions,
        Optional<String> jsonPredictions,
        Set<String> allowedLabels,
        SourceTrust trust) {

    public TaskConfig {
        allowedLabels = Set.copyOf(allowedLabels);
    }

    /** Its name. */
    public String id() {
        return task.id();
    }

    /** Name of the client that forwards what has a label; the one that classifies has the task's own. */
    public String labelsClient() {
        return id() + "-labels";
    }

    /** Whether {@code label} may become an example's. */
    public boolean allows(String label) {
        return allowedLabels.isEmpty() || allowedLabels.contains(label);
    }
}
