package dev.millrace.streams.classification;

import dev.millrace.model.Classification;
import dev.millrace.records.ModelStamp;
import dev.millrace.schemas.deadletter.DeadLetter;
import java.util.function.Function;

/** What becomes of one record: exactly one of the two. */
public sealed interface RecordResult {

    /** Java 17 has no exhaustive {@code switch} over types; this is its checked stand-in. */
    <R> R fold(Function<Predicted, R> onPredicted, Function<Buried, R> onBuried);

    /** An answer and the model that gave it. */
    record Predicted(Classification classification, ModelStamp by) implements RecordResult {
        @Override
        public <R> R fold(Function<Predicted, R> onPredicted, Function<Buried, R> onBuried) {
            return onPredicted.apply(this);
        }
    }

    /** No answer: it goes to the dead letters. */
    record Buried(DeadLetter why) implements RecordResult {
        @Override
        public <R> R fold(Function<Predicted, R> onPredicted, Function<Buried, R> onBuried) {
            return onBuried.apply(this);
        }
    }
}
