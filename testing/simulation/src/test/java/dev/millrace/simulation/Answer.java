package dev.millrace.simulation;

import dev.millrace.model.Classification;
import dev.millrace.records.ModelStamp;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outcome for one record.
 *
 * @param place the label of a prediction, or the reason of a dead letter
 * @param version the model that is named; empty if none
 * @param stamp of a prediction
 * @param served the model that served when the record was processed
 */
public record Answer(
        InputRecord record,
        String place,
        Optional<String> version,
        Optional<ModelStamp> stamp,
        Optional<Classification> classification,
        @Nullable ModelStamp served) {

    /** The weight that produced its scores. */
    Optional<Integer> serial() {
        return score("model");
    }

    /** The number of the record that produced its scores. */
    Optional<Integer> number() {
        return score("pos").map(score -> score >= 700_000 ? score - 700_000 : score - 100_000);
    }

    private Optional<Integer> score(String label) {
        return classification
                .map(Classification::scores)
                .map(scores -> Math.round(scores.getOrDefault(label, 0f) / SimulatedModel.MILLIONTH));
    }
}
