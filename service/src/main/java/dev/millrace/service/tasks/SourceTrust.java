package dev.millrace.service.tasks;

import dev.millrace.model.spec.LabelTrust;
import java.util.Optional;

/**
 * How much a task's labels are trusted, by the topic on which they arrive.
 *
 * @param input of labels that the task's records bring along; empty if those do not count
 * @param labels of labels from the topic of late labels
 */
public record SourceTrust(Optional<LabelTrust> input, LabelTrust labels) {

    static final LabelTrust STANDARD_INPUT = new LabelTrust(1);
    static final LabelTrust STANDARD_LABELS = new LabelTrust(2);

    /**
     * Whether a record's own label wins over a late one.
     *
     * @param isNewer whether the record is newer than the late label; decides if both are trusted alike
     */
    public boolean prefersOwn(boolean isNewer) {
        int order = input.map(trust -> trust.compareTo(labels)).orElse(-1);
        return order == 0 ? isNewer : order > 0;
    }
}
