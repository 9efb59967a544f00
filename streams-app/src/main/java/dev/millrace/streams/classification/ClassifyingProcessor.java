package dev.millrace.streams.classification;

import dev.millrace.records.ModelStamp;
import dev.millrace.records.Origin;
import dev.millrace.records.Prediction;
import dev.millrace.schemas.Topic;
import dev.millrace.streams.deadletter.DeadLetterReason;
import dev.millrace.streams.deadletter.DeadLetters;
import dev.millrace.streams.deadletter.Failure;
import dev.millrace.streams.deadletter.Stage;
import dev.millrace.streams.operations.ClassificationMeters;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** One record in, one record out, in the same call: a prediction or a dead letter. */
final class ClassifyingProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private final Stages stages;
    private final Sinks sinks;
    private final ClassificationMeters meters;
    private @Nullable ProcessorContext<byte[], byte[]> context;

    /** Where the two kinds go, and how large a prediction may be: a send that is too large would doom its transaction. */
    record Sinks(Topic<String, Prediction> predictions, String predictionSink, String deadLetterSink, int maxBytes) {}

    ClassifyingProcessor(Stages stages, Sinks sinks, ClassificationMeters meters) {
        this.stages = stages;
        this.sinks = sinks;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
    }

    @Override
    public void process(Record<byte[], byte[]> event) {
        RecordMetadata origin = context()
                .recordMetadata()
                .orElseThrow(() -> new IllegalStateException("an event that comes from no topic"));
        Position position = new Position(origin.topic(), origin.partition(), origin.offset());
        Answer<?> answer = stages.ofThisThread().answerFor(position, event.value());
        if (answer instanceof Answer.Predicted<?> predicted) {
            predict(event, origin, predicted);
        } else if (answer instanceof Answer.Failed<?> failed) {
            fail(event, origin, failed.failure());
        }
    }

    private void predict(Record<byte[], byte[]> event, RecordMetadata origin, Answer.Predicted<?> predicted) {
        byte[] value = sinks.predictions()
                .valueSerde()
                .serializer()
                .serialize(sinks.predictions().name(), prediction(event, origin, predicted));
        int size = value.length + (event.key() == null ? 0 : event.key().length);
        if (size > sinks.maxBytes()) {
            String version = predicted.model().version();
            fail(
                    event,
                    origin,
                    new Failure(
                            Stage.PRODUCTION,
                            DeadLetterReason.PREDICTION_TOO_LARGE,
                            "required at most " + sinks.maxBytes() + " bytes, got " + size,
                            Optional.of(version)));
            return;
        }
        context().forward(event.withValue(value), sinks.predictionSink());
        meters.predicted(event.timestamp());
    }

    private void fail(Record<byte[], byte[]> event, RecordMetadata origin, Failure failure) {
        context().forward(DeadLetters.of(event, origin, failure), sinks.deadLetterSink());
        meters.rejected(failure.reason());
    }

    private static Prediction prediction(
            Record<byte[], byte[]> event, RecordMetadata origin, Answer.Predicted<?> predicted) {
        var loaded = predicted.model().loaded();
        return new Prediction(
                predicted.classification().label(),
                predicted.classification().confidence(),
                predicted.classification().scores(),
                new ModelStamp(
                        loaded.artifact().manifest().architecture().task().id(),
                        predicted.model().version(),
                        loaded.artifact().sha256().hex(),
                        loaded.precision()),
                new Origin(origin.topic(), origin.partition(), origin.offset(), event.timestamp()),
                ReplayHeaders.read(event.headers()).orElse(null));
    }

    private ProcessorContext<byte[], byte[]> context() {
        if (context == null) {
            throw new IllegalStateException("process was called before init");
        }
        return context;
    }

    @Override
    public void close() {
        stages.closeOfThisThread();
    }
}
