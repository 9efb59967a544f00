package dev.millrace.drills.audit;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.CommittedFollower;
import dev.millrace.records.Prediction;
import dev.millrace.schemas.RecordCoordinates;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.deadletter.DeadLetterHeaders;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Records committed predictions and dead letters in the audit of a scenario as they arrive, on its own thread. */
public final class AnswerReader implements AutoCloseable {

    private final Topics topics;
    private final ScenarioAudit audit;
    private final CommittedFollower follower;

    private AnswerReader(Cluster cluster, ScenarioAudit audit) {
        this.topics = cluster.topics();
        this.audit = audit;
        this.follower = CommittedFollower.start(
                cluster,
                "answer-reader",
                List.of(
                        topics.imagePredictions().name(),
                        topics.reviewPredictions().name(),
                        topics.deadLetters().name()),
                this::take);
    }

    /** Starts reading from the beginning of the topics. */
    public static AnswerReader start(Cluster cluster, ScenarioAudit audit) {
        return new AnswerReader(cluster, audit);
    }

    /** Reads everything that is committed at the time of the call, and returns when that is done. */
    @Override
    public void close() {
        follower.close();
    }

    private void take(ConsumerRecord<byte[], byte[]> answer) {
        TopicPartition output = new TopicPartition(answer.topic(), answer.partition());
        if (!answer.topic().equals(topics.deadLetters().name())) {
            audit.predicted(prediction(answer), output, System.nanoTime());
            return;
        }
        Optional<String> reason = DeadLetterHeaders.text(answer.headers(), DeadLetterHeaders.REASON);
        if (reason.isEmpty()) {
            // A replay note is not an answer.
            return;
        }
        RecordCoordinates input = DeadLetterHeaders.coordinates(answer.headers())
                .orElseThrow(() -> new IllegalStateException(
                        "dead letter " + RecordCoordinates.of(answer) + " does not name its original record"));
        audit.deadLettered(input, reason.get(), output, System.nanoTime());
    }

    private PredictionRecord prediction(ConsumerRecord<byte[], byte[]> answer) {
        Prediction prediction =
                topics.imagePredictions().valueSerde().deserializer().deserialize(answer.topic(), answer.value());
        return new PredictionRecord(
                RecordCoordinates.of(prediction.getInput()),
                Stamp.of(prediction.getModel()),
                Scores.of(prediction.getScores()));
    }
}
