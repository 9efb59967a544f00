package dev.millrace.streams.classification;

import dev.millrace.records.Origin;
import dev.millrace.schemas.deadletter.DeadLetter;
import dev.millrace.streams.classification.RecordResult.Buried;
import dev.millrace.streams.classification.RecordResult.Predicted;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * One event in, one prediction or one dead letter out, in the same call. Holds nothing back; all that it remembers is in its
 * thread's {@link LookAheadStage}.
 */
final class ClassificationProcessor<T> implements Processor<byte[], byte[], byte[], byte[]> {

    private static final Duration RELEASE_INTERVAL = Duration.ofSeconds(1);

    private final ClassificationDependencies<T> parts;
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable LookAheadStage<T> stage;

    ClassificationProcessor(ClassificationDependencies<T> parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> given) {
        LookAheadStage<T> ofThread = parts.stages().ofThisThread();
        ofThread.attach(given.taskId().partition());
        given.schedule(RELEASE_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> ofThread.releaseReplaced());
        context = given;
        stage = ofThread;
    }

    @Override
    public void process(Record<byte[], byte[]> event) {
        RecordMetadata read = context().recordMetadata().orElseThrow();
        RecordResult verdict = stage().verdictOn(read.partition(), read.offset(), event.value());
        Origin input = new Origin(read.topic(), read.partition(), read.offset(), event.timestamp());
        verdict.fold(predicted -> forward(event, input, predicted), buried -> forward(event, input, buried));
    }

    @Override
    public void close() {
        if (stage != null && context != null) {
            stage.detach(context.taskId().partition());
        }
    }

    private RecordResult forward(Record<byte[], byte[]> event, Origin input, Predicted predicted) {
        Record<byte[], byte[]> prediction = parts.predictions().write(event, input, predicted);
        Optional<DeadLetter> problem = parts.predictions().tooLarge(prediction, predicted.by());
        if (problem.isPresent()) {
            return forward(event, input, new Buried(problem.get()));
        }
        context().forward(prediction, ClassificationTopology.PREDICTIONS);
        parts.metrics().predicted(Duration.ofMillis(parts.clock().millis() - event.timestamp()));
        return predicted;
    }

    private RecordResult forward(Record<byte[], byte[]> event, Origin input, Buried buried) {
        context().forward(parts.deadLetters().of(event, input, buried.why()), ClassificationTopology.DEAD_LETTERS);
        parts.metrics().buried(buried.why());
        return buried;
    }

    private ProcessorContext<byte[], byte[]> context() {
        return Objects.requireNonNull(context, "the processor was not initialised");
    }

    private LookAheadStage<T> stage() {
        return Objects.requireNonNull(stage, "the processor was not initialised");
    }
}
