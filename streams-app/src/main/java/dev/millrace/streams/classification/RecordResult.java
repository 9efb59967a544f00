package dev.millrace.streams.classification;

import dev.millrace.model.Classification;
import dev.millrace.records.ModelStamp;
import dev.millrace.schemas.deadletter.DeadLetter;
import java.util.function.Function;

/** The result for one record: either a prediction or a dead letter. */
public sealed interface RecordResult {

    /** Applies the function for this case. Java 17 has no exhaustive {@code switch} over types. */
    <R> R fold(Function<Predicted, R> onPredicted, Function<DeadLettered, R> onDeadLettered);

    /**
     * The record was classified.
     *
     * @param by the model that classified it
     */
    record Predicted(Classification classification, ModelStamp by) implements RecordResult {
        @Override
        public <R> R fold(Function<Predicted, R> onPredicted, Function<DeadLettered, R> onDeadLettered) {
            return onPredicted.apply(this);
        }
    }

    /** The record can't be classified and goes to the dead letters. */
    record DeadLettered(DeadLetter why) implements RecordResult {
        @Override
        public <R> R fold(Function<Predicted, R> onPredicted, Function<DeadLettered, R> onDeadLettered) {
            return onDeadLettered.apply(this);
        }
    }
}
