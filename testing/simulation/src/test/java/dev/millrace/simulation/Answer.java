package dev.millrace.simulation;

import dev.millrace.model.Classification;
import dev.millrace.records.ModelStamp;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one record.
 *
 * @param place the label, or the reason among the dead letters
 * @param version the model that is named, if any
 * @param stamp of a prediction
 * @param served the model that served when the record's turn came
 */
public record Answer(
        InputRecord record,
        String place,
        Optional<String> version,
        Optional<ModelStamp> stamp,
        Optional<Classification> classification,
        @Nullable ModelStamp served) {

    /** The weight that its numbers were made with. */
    Optional<Integer> serial() {
        return score("model");
    }

    /** The number of the record that its numbers were made of. */
    Optional<Integer> number() {
        return score("pos").map(score -> score >= 700_000 ? score - 700_000 : score - 100_000);
    }

    private Optional<Integer> score(String label) {
        return classification
                .map(Classification::scores)
                .map(scores -> Math.round(scores.getOrDefault(label, 0f) / SimulatedModel.MILLIONTH));
    }
}
