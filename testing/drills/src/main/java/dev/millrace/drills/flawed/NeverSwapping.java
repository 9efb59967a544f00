package dev.millrace.drills.flawed;

import dev.millrace.records.Prediction;
import dev.millrace.records.Review;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Answers every record with the first model that it saw, and says so. */
final class NeverSwapping extends ContextualProcessor<byte[], Review, byte[], Prediction> {

    private final NewestModel newest;
    private Optional<NewestModel.Held> first = Optional.empty();

    NeverSwapping(NewestModel newest) {
        this.newest = newest;
    }

    @Override
    public void process(Record<byte[], Review> event) {
        NewestModel.Held model = first.orElseGet(newest::get);
        first = Optional.of(model);
        var answer = model.classify(List.of(event.value().getText())).get(0);
        var input = Predictions.origin(context().recordMetadata().orElseThrow(), event);
        context().forward(event.withValue(Predictions.of(answer, model.stamp(), input)));
    }
}
