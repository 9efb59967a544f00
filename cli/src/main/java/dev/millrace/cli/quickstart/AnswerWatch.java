package dev.millrace.cli.quickstart;

import dev.millrace.cli.accounting.Answer;
import dev.millrace.cli.accounting.TaskAudit;
import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.CommittedFollower;
import dev.millrace.records.Prediction;
import dev.millrace.records.TrainingRun;
import dev.millrace.schemas.RecordCoordinates;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.deadletter.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Records committed predictions, dead letters and training runs in the audits as they arrive. */
final class AnswerWatch {

    private final Topics topics;
    private final TaskAudits audits;
    private final PredictionsFile file;
    private final Consumer<TrainingRun> runs;
    private final InstantSource clock = InstantSource.system();

    private AnswerWatch(Topics topics, TaskAudits audits, PredictionsFile file, Consumer<TrainingRun> runs) {
        this.topics = topics;
        this.audits = audits;
        this.file = file;
        this.runs = runs;
    }

    /**
     * Starts reading. Closing the follower reads the rest.
     *
     * @param runs receives every training run, on the follower's thread
     */
    static CommittedFollower start(
            Cluster cluster, TaskAudits audits, PredictionsFile file, Consumer<TrainingRun> runs) {
        Topics topics = cluster.topics();
        return CommittedFollower.start(
                cluster,
                "watch",
                List.of(
                        topics.imagePredictions().name(),
                        topics.reviewPredictions().name(),
                        topics.deadLetters().name(),
                        topics.trainingRuns().name()),
                new AnswerWatch(topics, audits, file, runs)::take);
    }

    private void take(ConsumerRecord<byte[], byte[]> event) {
        if (event.topic().equals(topics.deadLetters().name())) {
            DeadLetterHeaders.coordinates(event.headers())
                    .ifPresent(input -> audit(input.topic()).ifPresent(audit -> audit.deadLettered(input)));
        } else if (event.topic().equals(topics.trainingRuns().name())) {
            runs.accept(topics.trainingRuns().valueSerde().deserializer().deserialize(event.topic(), event.value()));
        } else {
            takePrediction(
                    topics.imagePredictions().valueSerde().deserializer().deserialize(event.topic(), event.value()),
                    event.key());
        }
    }

    private void takePrediction(Prediction prediction, byte @Nullable [] key) {
        RecordCoordinates input = RecordCoordinates.of(prediction.getInput());
        Answer answer = new Answer(
                input,
                key == null ? "" : new String(key, StandardCharsets.UTF_8),
                prediction.getLabel(),
                prediction.getModel().getVersion(),
                prediction.getInput().getTimestamp(),
                clock.millis());
        audit(input.topic()).ifPresent(audit -> file.write(answer, audit.predicted(answer)));
    }

    private Optional<TaskAudit> audit(String inputTopic) {
        if (inputTopic.equals(topics.images().name())) {
            return Optional.of(audits.image());
        }
        return inputTopic.equals(topics.reviews().name()) ? Optional.of(audits.review()) : Optional.empty();
    }
}
