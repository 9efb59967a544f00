package dev.millrace.streams.labels;

import dev.millrace.schemas.deadletter.DeadLetter;
import dev.millrace.schemas.deadletter.DeadLetterReason;
import dev.millrace.schemas.deadletter.FailedStep;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Takes a label in: if its event is there the example goes out, else the label waits for it; after the window it is buried.
 * A label that is older than the one already there gives way.
 */
final class LabelJoin<V> extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(1);
    private static final int EXPIRED_AT_ONCE = 10_000;

    private final LabelKind<V, ?> kind;
    private final LabelStores stores;
    private final LabelDependencies parts;
    private @Nullable LabelJoinState book;

    LabelJoin(LabelKind<V, ?> kind, LabelStores stores, LabelDependencies parts) {
        this.kind = kind;
        this.stores = stores;
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        book = new LabelJoinState(context, stores);
        Duration tenth = parts.window().dividedBy(10).plusMillis(1);
        Duration interval = tenth.compareTo(LONGEST_INTERVAL) < 0 ? tenth : LONGEST_INTERVAL;
        context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, this::expire);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        BufferedEvent label = BufferedEvent.read(record.value());
        Optional<BufferedLabel> before = book().label(record.key());
        if (before.isPresent() && before.get().label().timestamp() > label.timestamp()) {
            parts.metrics().superseded(kind.name());
            return;
        }
        long now = context().currentSystemTimeMs();
        Optional<BufferedEvent> event = book().event(record.key(), now);
        book().keepLabel(record.key(), new BufferedLabel(now, event.isPresent(), label));
        event.ifPresent(arrival -> join(record, arrival, label));
        if (before.isPresent() && !before.get().matched()) {
            parts.metrics().superseded(kind.name());
        }
    }

    private void join(Record<byte[], byte[]> record, BufferedEvent arrival, BufferedEvent label) {
        V event = kind.read(arrival.value()).orElseThrow();
        if (kind.ownLabelOf(event).isPresent() && arrival.timestamp() > label.timestamp()) {
            parts.metrics().superseded(kind.name());
            return;
        }
        parts.metrics().joined(kind.name());
        byte[] example = kind.example(event, kind.label(label), arrival.origin());
        context().forward(record.withValue(example), kind.step("joined"));
    }

    private void expire(long now) {
        for (KeyValue<byte[], BufferedEvent> unmatched : book().expire(now, EXPIRED_AT_ONCE)) {
            parts.metrics().unmatched(kind.name());
            parts.metrics().buried(kind.name(), DeadLetterReason.LABEL_WITHOUT_RECORD);
            context().forward(letter(unmatched.key, unmatched.value), kind.step("label-unmatched"));
        }
    }

    private Record<byte[], byte[]> letter(byte[] id, BufferedEvent label) {
        DeadLetter why = DeadLetter.of(
                FailedStep.PROCESSING,
                DeadLetterReason.LABEL_WITHOUT_RECORD,
                "required a record of that id within " + parts.window() + ", got none");
        return parts.deadLetters()
                .withoutHeaders(new Record<>(id, label.value(), label.timestamp()), label.origin(), why);
    }

    private LabelJoinState book() {
        return Objects.requireNonNull(book, "the processor was not initialised");
    }
}
