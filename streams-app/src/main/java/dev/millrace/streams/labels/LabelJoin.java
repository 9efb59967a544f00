package dev.millrace.streams.labels;

import dev.millrace.schemas.deadletter.DeadLetter;
import dev.millrace.schemas.deadletter.DeadLetterReason;
import dev.millrace.schemas.deadletter.FailedStep;
import dev.millrace.service.input.TaskInput;
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
 * Gives a label to the newest event of its id that is not after it, and forwards an example. If there is none, the label waits,
 * and goes to the dead letters if none arrives within the window. A label older than the one that the event has, or older than
 * the one that waits, is dropped.
 *
 * <p>Expired labels are removed in slices: more per label than arrive, so that their number is bounded at any rate, and more at
 * intervals while no labels arrive.
 */
final class LabelJoin<T> extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private static final Duration MAX_INTERVAL = Duration.ofSeconds(1);
    private static final int EXPIRED_PER_INTERVAL = 5_000;
    private static final int EXPIRED_PER_LABEL = 8;

    private final LabelKind<T> kind;
    private final LabelStores stores;
    private final LabelDependencies dependencies;
    private @Nullable LabelJoinState state;

    LabelJoin(LabelKind<T> kind, LabelStores stores, LabelDependencies dependencies) {
        this.kind = kind;
        this.stores = stores;
        this.dependencies = dependencies;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        state = LabelJoinState.of(context, stores, dependencies.metrics());
        Duration tenth = dependencies.window().dividedBy(10).plusMillis(1);
        Duration interval = tenth.compareTo(MAX_INTERVAL) < 0 ? tenth : MAX_INTERVAL;
        context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, now -> expire(now, EXPIRED_PER_INTERVAL));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        long now = context().currentSystemTimeMs();
        expire(now, EXPIRED_PER_LABEL);
        BufferedEvent label = BufferedEvent.read(record.value());
        Optional<EventBuffer.Stored> event =
                state().events().find(record.key(), label.timestamp(), dependencies.skew(), now);
        if (event.isPresent()) {
            give(record, event.get(), label);
        } else {
            await(record.key(), new WaitingLabel(now, label));
        }
    }

    private void await(byte[] id, WaitingLabel label) {
        Optional<WaitingLabel> newer =
                state().labels().find(id, label.arrivedAt()).filter(waiting -> waiting.timestamp() > label.timestamp());
        if (newer.isPresent() || state().labels().put(id, label).isPresent()) {
            dependencies.metrics().superseded(kind.name());
        }
    }

    private void give(Record<byte[], byte[]> record, EventBuffer.Stored stored, BufferedEvent label) {
        Optional<BufferedEvent> newer =
                state().events().label(record.key(), stored).filter(before -> before.timestamp() > label.timestamp());
        if (newer.isPresent()) {
            dependencies.metrics().superseded(kind.name());
            return;
        }
        state().events().putLabel(record.key(), stored, label);
        join(record, stored.event(), label);
    }

    private void join(Record<byte[], byte[]> record, BufferedEvent buffered, BufferedEvent label) {
        TaskInput<T> event = kind.read(buffered.value()).orElseThrow();
        boolean isNewer = buffered.timestamp() > label.timestamp();
        if (kind.ownLabel(event).isPresent() && kind.task().trust().prefersOwn(isNewer)) {
            dependencies.metrics().superseded(kind.name());
            return;
        }
        Record<byte[], byte[]> example = kind.joinedExample(record, event, kind.label(label), buffered.origin());
        Optional<DeadLetter> refusal = dependencies.refusal(example);
        if (refusal.isPresent()) {
            deadLetter(record.key(), label, refusal.get());
        } else {
            dependencies.metrics().joined(kind.name());
            context().forward(example, kind.step("joined"));
        }
    }

    private void expire(long now, int limit) {
        for (KeyValue<byte[], BufferedEvent> unmatched : state().labels().expire(now, limit)) {
            dependencies.metrics().unmatched(kind.name());
            deadLetter(unmatched.key, unmatched.value, withoutRecord());
        }
    }

    private DeadLetter withoutRecord() {
        return DeadLetter.of(
                FailedStep.PROCESSING,
                DeadLetterReason.LABEL_WITHOUT_RECORD,
                "required a record with this id within " + dependencies.window() + " and at most " + dependencies.skew()
                        + " later than the label, got none");
    }

    private void deadLetter(byte[] id, BufferedEvent label, DeadLetter why) {
        dependencies.metrics().deadLettered(kind.name(), why.reason());
        context().forward(dependencies.deadLetter(id, label, why), kind.step("label-unmatched"));
    }

    private LabelJoinState state() {
        return Objects.requireNonNull(state, "the processor was not initialised");
    }
}
