package dev.millrace.cli.classify;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.records.ModelStamp;
import dev.millrace.records.Prediction;
import dev.millrace.schemas.MalformedRecordException;
import dev.millrace.schemas.RecordCoordinates;
import dev.millrace.schemas.UnknownSchemaException;
import dev.millrace.schemas.deadletter.DeadLetterHeaders;
import dev.millrace.service.tasks.TaskConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** A task's committed predictions and dead letters as they arrive. Not thread-safe. */
final class TaskAnswers implements AutoCloseable {

    private final Consumer<byte[], byte[]> consumer;
    private final Deserializer<Prediction> predictions;
    private final String deadLetters;

    private TaskAnswers(Consumer<byte[], byte[]> consumer, Deserializer<Prediction> predictions, String deadLetters) {
        this.consumer = consumer;
        this.predictions = predictions;
        this.deadLetters = deadLetters;
    }

    /** Begins at the present end of the topics, which must exist. */
    static TaskAnswers fromNowOn(Cluster cluster, TaskConfig task) {
        String deadLetters = cluster.topics().deadLetters().name();
        Consumer<byte[], byte[]> consumer = cluster.reader(new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(task.predictions(), deadLetters)
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.endOffsets(partitions).forEach(consumer::seek);
        return new TaskAnswers(consumer, cluster.registry().of(Prediction.class).deserializer(), deadLetters);
    }

    /** An answer to a record. */
    interface Arrived {

        /** The record that it answers. */
        RecordCoordinates to();

        /** The answer for the input that the record was made from. */
        FileAnswer about(String input);
    }

    private record Predicted(RecordCoordinates to, Prediction prediction) implements Arrived {
        @Override
        public FileAnswer about(String input) {
            ModelStamp model = prediction.getModel();
            return new FileAnswer.Classified(
                    input,
                    prediction.getLabel(),
                    prediction.getConfidence(),
                    prediction.getScores(),
                    new FileAnswer.AnsweringModel(
                            Optional.of(model.getTask()), Optional.of(model.getVersion()), model.getSha256()));
        }
    }

    private record DeadLettered(RecordCoordinates to, String reason, String message) implements Arrived {
        @Override
        public FileAnswer about(String input) {
            return new FileAnswer.Unclassified(input, reason, message);
        }
    }

    /** The answers that arrive, waiting at most {@code timeout} for the first one. */
    List<Arrived> poll(Duration timeout) {
        List<Arrived> arrived = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
            (record.topic().equals(deadLetters) ? deadLetter(record) : prediction(record)).ifPresent(arrived::add);
        }
        return arrived;
    }

    private static Optional<Arrived> deadLetter(ConsumerRecord<byte[], byte[]> record) {
        return DeadLetterHeaders.coordinates(record.headers())
                .map(to -> new DeadLettered(
                        to,
                        DeadLetterHeaders.text(record.headers(), DeadLetterHeaders.REASON)
                                .orElse("UNKNOWN"),
                        DeadLetterHeaders.text(record.headers(), DeadLetterHeaders.MESSAGE)
                                .orElse("")));
    }

    /** Records that are no predictions answer nothing. */
    private Optional<Arrived> prediction(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            Prediction prediction = predictions.deserialize(record.topic(), record.value());
            return Optional.of(new Predicted(RecordCoordinates.of(prediction.getInput()), prediction));
        } catch (MalformedRecordException | UnknownSchemaException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
