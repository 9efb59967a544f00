package dev.millrace.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.records.ModelStamp;
import dev.millrace.schemas.RecordValue;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.deadletter.RecordReader;
import dev.millrace.streams.classification.BatchLimit;
import dev.millrace.streams.classification.BatchListener;
import dev.millrace.streams.classification.LookAheadStage;
import dev.millrace.streams.classification.RecordResult;
import dev.millrace.streams.hotswap.CurrentModel;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/** A stream thread's part of the classification: the real look-ahead stage. */
public final class SimulatedStage {

    private static final int BATCH_LIMIT = 4;
    private static final Duration POLL_INTERVAL = Duration.ofMinutes(5);

    private final SimulationContext world;
    private final CurrentModel<String> current;
    private final LookAheadStage<String> stage;

    public SimulatedStage(SimulationContext world, CurrentModel<String> current) {
        this.world = world;
        this.current = current;
        Deserializer<String> deserializer = (topic, bytes) -> read(bytes);
        Topic<String, String> topic = new Topic<>(
                "reviews", Serdes.String(), Serdes.serdeFrom((name, text) -> text.getBytes(UTF_8), deserializer));
        this.stage = new LookAheadStage<>(
                RecordReader.of(topic), current, new BatchLimit(BATCH_LIMIT, POLL_INTERVAL), new Silent(), () -> 0);
    }

    public void polled(InputRecord record) {
        stage.polled(record.partition(), record.offset(), RecordValue.of(record.content()));
    }

    /**
     * Processes one record.
     *
     * @throws RegistryAwayException when it cannot be read for now
     */
    public Answer answer(InputRecord record) {
        @Nullable ModelStamp served = current.stamp().orElse(null);
        RecordResult verdict = stage.resultOf(record.partition(), record.offset(), RecordValue.of(record.content()));
        return verdict.fold(
                predicted -> new Answer(
                        record,
                        predicted.classification().label(),
                        Optional.of(predicted.by().getVersion()),
                        Optional.of(predicted.by()),
                        Optional.of(predicted.classification()),
                        served),
                deadLettered -> new Answer(
                        record,
                        deadLettered.why().reason().name(),
                        deadLettered.why().model(),
                        Optional.empty(),
                        Optional.empty(),
                        served));
    }

    public void attach(int partition) {
        stage.attach(partition);
    }

    public void detach(int partition) {
        stage.detach(partition);
    }

    public void releaseReplaced() {
        stage.releaseReplaced();
    }

    public void close() {
        stage.close();
    }

    public int size() {
        return stage.size();
    }

    private String read(byte[] bytes) {
        world.meanwhile();
        if (world.isRegistryAway()) {
            throw new RegistryAwayException("the registry is away");
        }
        String text = new String(bytes, UTF_8);
        if (text.equals(InputRecord.GARBAGE)) {
            throw new SerializationException("not a record");
        }
        return text;
    }

    /** Thrown as when the registry does not answer. */
    public static final class RegistryAwayException extends RetriableException {

        private static final long serialVersionUID = 1L;

        RegistryAwayException(String message) {
            super(message);
        }
    }

    private static final class Silent implements BatchListener {
        @Override
        public void batchStarts() {}

        @Override
        public void batchEnds(int size) {}

        @Override
        public void takeoverStarts() {}

        @Override
        public void takeoverEnds() {}

        @Override
        public void direct() {}

        @Override
        public void recomputed() {}
    }
}
