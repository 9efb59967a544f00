package dev.millrace.drills.flawed;

import dev.millrace.model.Classification;
import dev.millrace.records.Origin;
import dev.millrace.records.Prediction;
import dev.millrace.records.Review;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Collects records and answers them together on a timer; Kafka Streams commits their offsets before that. */
final class HoldingBack extends ContextualProcessor<byte[], Review, byte[], Prediction> {

    private static final Duration TIMER = Duration.ofMillis(400);

    private final NewestModel model;
    private final List<Held> buffer = new ArrayList<>();

    HoldingBack(NewestModel model) {
        this.model = model;
    }

    private record Held(Record<byte[], Review> event, Origin input) {}

    @Override
    public void init(ProcessorContext<byte[], Prediction> context) {
        super.init(context);
        context.schedule(TIMER, PunctuationType.WALL_CLOCK_TIME, now -> flush());
    }

    @Override
    public void process(Record<byte[], Review> event) {
        RecordMetadata read = context().recordMetadata().orElseThrow();
        buffer.add(new Held(event, Predictions.origin(read, event)));
    }

    private void flush() {
        if (buffer.isEmpty()) {
            return;
        }
        NewestModel.Held serving = model.get();
        List<Classification> answers = serving.classify(
                buffer.stream().map(held -> held.event().value().getText()).toList());
        for (int i = 0; i < answers.size(); i++) {
            Held held = buffer.get(i);
            context().forward(held.event().withValue(Predictions.of(answers.get(i), serving.stamp(), held.input())));
        }
        buffer.clear();
    }
}
