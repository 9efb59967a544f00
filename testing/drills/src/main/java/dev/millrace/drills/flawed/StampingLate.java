package dev.millrace.drills.flawed;

import dev.millrace.records.Prediction;
import dev.millrace.records.Review;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Answers several records with one model, but names the one that serves now. Counts records, so that speed does not matter. */
final class StampingLate extends ContextualProcessor<byte[], Review, byte[], Prediction> {

    private static final int RECORDS_A_MODEL = 100;

    private final NewestModel newest;
    private Optional<NewestModel.Held> taken = Optional.empty();
    private int answered;

    StampingLate(NewestModel newest) {
        this.newest = newest;
    }

    @Override
    public void process(Record<byte[], Review> event) {
        if (answered++ % RECORDS_A_MODEL == 0) {
            taken = Optional.of(newest.get());
        }
        var answer =
                taken.orElseThrow().classify(List.of(event.value().getText())).get(0);
        var input = Predictions.origin(context().recordMetadata().orElseThrow(), event);
        context().forward(event.withValue(Predictions.of(answer, newest.get().stamp(), input)));
    }
}
