package dev.millrace.streams.classification;

import dev.millrace.records.Origin;
import dev.millrace.records.Prediction;
import dev.millrace.schemas.RecordValue;
import dev.millrace.schemas.deadletter.DeadLetter;
import dev.millrace.streams.classification.RecordResult.DeadLettered;
import dev.millrace.streams.classification.RecordResult.Predicted;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Forwards one prediction or one dead letter for each event, within the call that processes the event. Its only state is in its
 * thread's {@link LookAheadStage}.
 */
final class ClassificationProcessor<T> implements Processor<byte[], byte[], byte[], byte[]> {

    private static final Duration RELEASE_INTERVAL = Duration.ofSeconds(1);

    private final ClassificationDependencies<T> dependencies;
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable LookAheadStage<T> stage;

    ClassificationProcessor(ClassificationDependencies<T> dependencies) {
        this.dependencies = dependencies;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> newContext) {
        LookAheadStage<T> threadStage = dependencies.stages().ofThisThread();
        threadStage.attach(newContext.taskId().partition());
        newContext.schedule(RELEASE_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> threadStage.releaseReplaced());
        context = newContext;
        stage = threadStage;
    }

    @Override
    public void process(Record<byte[], byte[]> event) {
        RecordMetadata read = context().recordMetadata().orElseThrow();
        RecordResult result =
                stage().resultOf(read.partition(), read.offset(), RecordValue.of(event.value(), event.headers()));
        Origin input = new Origin(read.topic(), read.partition(), read.offset(), event.timestamp());
        result.fold(predicted -> forward(event, input, predicted), deadLettered -> forward(event, input, deadLettered));
    }

    @Override
    public void close() {
        if (stage != null && context != null) {
            stage.detach(context.taskId().partition());
        }
    }

    private RecordResult forward(Record<byte[], byte[]> event, Origin input, Predicted predicted) {
        Prediction prediction = PredictionWriter.prediction(event, input, predicted);
        Record<byte[], byte[]> written = dependencies.predictions().write(event, prediction);
        Optional<Record<byte[], byte[]>> json = dependencies.writesJson()
                ? Optional.of(PredictionWriter.answering(event).withValue(JsonPrediction.of(prediction)))
                : Optional.empty();
        Optional<DeadLetter> tooLarge = Stream.concat(Stream.of(written), json.stream())
                .flatMap(each -> dependencies.predictions().tooLarge(each, predicted.by()).stream())
                .findFirst();
        if (tooLarge.isPresent()) {
            return forward(event, input, new DeadLettered(tooLarge.get()));
        }
        context().forward(written, ClassificationTopology.PREDICTIONS);
        json.ifPresent(each -> context().forward(each, ClassificationTopology.JSON_PREDICTIONS));
        dependencies.metrics().predicted(Duration.ofMillis(dependencies.clock().millis() - event.timestamp()));
        return predicted;
    }

    private RecordResult forward(Record<byte[], byte[]> event, Origin input, DeadLettered deadLettered) {
        context()
                .forward(
                        dependencies.deadLetters().of(event, input, deadLettered.why()),
                        ClassificationTopology.DEAD_LETTERS);
        dependencies.metrics().deadLettered(deadLettered.why());
        return deadLettered;
    }

    private ProcessorContext<byte[], byte[]> context() {
        return Objects.requireNonNull(context, "the processor was not initialised");
    }

    private LookAheadStage<T> stage() {
        return Objects.requireNonNull(stage, "the processor was not initialised");
    }
}
