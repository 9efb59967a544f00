package dev.millrace.streams.classification;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What this stream thread has polled and not yet processed, and the answers already computed for it.
 *
 * <p>An answer is a memo of a pure function of (record, model): losing it costs time, never correctness. So no record is
 * held back: whoever takes one gets its answer in the same call, and the records behind it get theirs on the way. Owned
 * by one stream thread; knows no Kafka client, no clock and no topic.
 *
 * @param <T> the classifier's input
 */
final class LookAheadStage<T> implements AutoCloseable {

    private final BatchClassifier<T> classifier;
    private final Function<byte @Nullable [], Parsed<T>> parser;
    private final int batchLimit;
    private final Map<Lane, ArrayDeque<Polled<T>>> lanes = new LinkedHashMap<>();

    LookAheadStage(BatchClassifier<T> classifier, Function<byte @Nullable [], Parsed<T>> parser, int batchLimit) {
        this.classifier = classifier;
        this.parser = parser;
        this.batchLimit = batchLimit;
    }

    /** Notes a record that was polled and will be processed after those of its partition that were noted before. */
    void polled(Position position, byte @Nullable [] value) {
        ArrayDeque<Polled<T>> lane = lanes.computeIfAbsent(Lane.of(position), any -> new ArrayDeque<>());
        while (!lane.isEmpty() && lane.peekLast().offset >= position.offset()) {
            lane.removeLast();
        }
        lane.addLast(new Polled<>(position.offset(), value));
    }

    /** The answer for the record at {@code position}, computed together with the records that come after it. */
    Answer<T> answerFor(Position position, byte @Nullable [] value) {
        Polled<T> taken = take(position).orElseGet(() -> new Polled<>(position.offset(), value));
        if (taken.isAnsweredBy(classifier)) {
            return taken.answer();
        }
        List<Polled<T>> batch = new ArrayList<>();
        add(batch, taken);
        if (taken.isInput()) {
            lookAhead(Lane.of(position), batch);
        }
        classify(batch);
        return taken.answer();
    }

    private Optional<Polled<T>> take(Position position) {
        ArrayDeque<Polled<T>> lane = lanes.get(Lane.of(position));
        if (lane == null) {
            return Optional.empty();
        }
        while (!lane.isEmpty() && lane.peekFirst().offset < position.offset()) {
            lane.removeFirst();
        }
        return lane.isEmpty() || lane.peekFirst().offset > position.offset()
                ? Optional.empty()
                : Optional.of(lane.removeFirst());
    }

    private void lookAhead(Lane first, List<Polled<T>> batch) {
        fill(lanes.getOrDefault(first, new ArrayDeque<>()).iterator(), batch);
        for (Map.Entry<Lane, ArrayDeque<Polled<T>>> lane : lanes.entrySet()) {
            if (!lane.getKey().equals(first)) {
                fill(lane.getValue().iterator(), batch);
            }
        }
    }

    private void fill(Iterator<Polled<T>> polled, List<Polled<T>> batch) {
        while (batch.size() < batchLimit && polled.hasNext()) {
            Polled<T> next = polled.next();
            if (!next.isAnsweredBy(classifier)) {
                add(batch, next);
            }
        }
    }

    /** Records that are no input have their answer by that already. */
    private void add(List<Polled<T>> batch, Polled<T> polled) {
        polled.parse(parser);
        if (polled.isInput()) {
            batch.add(polled);
        }
    }

    private void classify(List<Polled<T>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        List<Answer<T>> answers =
                classifier.answers(batch.stream().map(Polled::input).toList());
        for (int i = 0; i < answers.size(); i++) {
            batch.get(i).answer = answers.get(i);
        }
    }

    /** Records noted and not yet taken. */
    int size() {
        return lanes.values().stream().mapToInt(ArrayDeque::size).sum();
    }

    @Override
    public void close() {
        lanes.clear();
        classifier.close();
    }

    private record Lane(String topic, int partition) {
        static Lane of(Position position) {
            return new Lane(position.topic(), position.partition());
        }
    }

    private static final class Polled<T> {

        private final long offset;
        private final byte @Nullable [] value;
        private @Nullable Parsed<T> parsed;
        private @Nullable Answer<T> answer;

        Polled(long offset, byte @Nullable [] value) {
            this.offset = offset;
            this.value = value;
        }

        void parse(Function<byte @Nullable [], Parsed<T>> parser) {
            if (parsed == null) {
                parsed = parser.apply(value);
                if (parsed instanceof Parsed.Unreadable<T> unreadable) {
                    answer = new Answer.Failed<>(unreadable.failure());
                }
            }
        }

        boolean isInput() {
            return parsed instanceof Parsed.Input<T>;
        }

        T input() {
            if (parsed instanceof Parsed.Input<T> input) {
                return input.value();
            }
            throw new IllegalStateException("a record that is no input was put into a batch");
        }

        /** Whether the memo holds: a failure of the record itself always does, a prediction only for the model of now. */
        boolean isAnsweredBy(BatchClassifier<T> classifier) {
            if (answer instanceof Answer.Predicted<T> predicted) {
                return classifier.isCurrent(predicted.model());
            }
            return answer instanceof Answer.Failed<T> failed
                    && failed.failure().modelVersion().isEmpty();
        }

        Answer<T> answer() {
            if (answer == null) {
                throw new IllegalStateException("the record was not classified");
            }
            return answer;
        }
    }
}
