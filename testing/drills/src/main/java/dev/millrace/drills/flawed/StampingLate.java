package dev.millrace.drills.flawed;

import dev.millrace.records.Prediction;
import dev.millrace.records.Review;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Answers with the model that it took a moment ago, but names the one that serves now. */
final class StampingLate extends ContextualProcessor<byte[], Review, byte[], Prediction> {

    private static final Duration REFRESH = Duration.ofMillis(500);

    private final NewestModel newest;
    private Optional<NewestModel.Held> taken = Optional.empty();

    StampingLate(NewestModel newest) {
        this.newest = newest;
    }

    @Override
    public void init(ProcessorContext<byte[], Prediction> context) {
        super.init(context);
        context.schedule(REFRESH, PunctuationType.WALL_CLOCK_TIME, now -> taken = Optional.of(newest.get()));
    }

    @Override
    public void process(Record<byte[], Review> event) {
        NewestModel.Held model = taken.orElseGet(newest::get);
        var answer = model.classify(List.of(event.value().getText())).get(0);
        var input = Predictions.origin(context().recordMetadata().orElseThrow(), event);
        context().forward(event.withValue(Predictions.of(answer, newest.get().stamp(), input)));
    }
}
