package dev.millrace.drills.audit;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.CommittedRecords;
import dev.millrace.drills.model.ModelArchive;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.records.Review;
import dev.millrace.schemas.RecordCoordinates;
import dev.millrace.schemas.Topic;
import dev.millrace.service.input.ImageContent;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Checks that the named model made each prediction: reads the input again, classifies it with that model, and compares.
 */
public final class Attribution {

    /** The arithmetic is the same except for the order of sums, which the batch size may change. */
    private static final float TOLERANCE = 1e-4f;

    private final Cluster cluster;
    private final ModelArchive models;

    /** Compares with the models in {@code models}, which must contain every published version. */
    public Attribution(Cluster cluster, ModelArchive models) {
        this.cluster = cluster;
        this.models = models;
    }

    /** Number of predictions that the named model does not reproduce. */
    public long misattributed(ScenarioAudit audit) {
        return judge(DefaultTasks.IMAGE, cluster.topics().images(), ImageContent::of, audit)
                + judge(DefaultTasks.REVIEW, cluster.topics().reviews(), Review::getText, audit);
    }

    private <V, T> long judge(Task task, Topic<String, V> topic, Function<V, T> content, ScenarioAudit audit) {
        Map<RecordCoordinates, List<PredictionRecord>> predictions = audit.predictions(topic.name());
        try (PredictionVerifier<T> verifier = new PredictionVerifier<>(models, task, TOLERANCE)) {
            CommittedRecords.forEach(cluster, topic.name(), event -> {
                RecordCoordinates input = RecordCoordinates.of(event);
                List<PredictionRecord> made = predictions.getOrDefault(input, List.of());
                if (!made.isEmpty()) {
                    V value = topic.valueSerde().deserializer().deserialize(event.topic(), event.value());
                    made.forEach(prediction -> verifier.add(prediction, content.apply(value)));
                }
            });
            return verifier.refuted();
        }
    }
}
