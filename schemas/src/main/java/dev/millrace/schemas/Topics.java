package dev.millrace.schemas;

import dev.millrace.records.Command;
import dev.millrace.records.Image;
import dev.millrace.records.Label;
import dev.millrace.records.LabelDecision;
import dev.millrace.records.LabelledImage;
import dev.millrace.records.LabelledReview;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelRecord;
import dev.millrace.records.Prediction;
import dev.millrace.records.Review;
import dev.millrace.records.TrainingRun;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * The catalogue: every topic with its serdes. Keys are text, except on the dead letters, which keep the original bytes.
 */
public record Topics(
        Topic<String, Image> images,
        Topic<String, Review> reviews,
        Topic<String, Label> imageLabels,
        Topic<String, Label> reviewLabels,
        Topic<String, LabelledImage> labelledImages,
        Topic<String, LabelledReview> labelledReviews,
        Topic<String, Prediction> imagePredictions,
        Topic<String, Prediction> reviewPredictions,
        Topic<String, ModelRecord> models,
        Topic<String, ModelAlias> modelAliases,
        Topic<String, Command> commands,
        Topic<String, TrainingRun> trainingRuns,
        Topic<String, LabelDecision> labelApprovals,
        Topic<byte[], byte[]> deadLetters) {

    /**
     * Creates the value serde of a record type. As in Confluent's serdes, the topic of each call determines the subject.
     */
    @FunctionalInterface
    public interface ValueSerdes {
        /** The serde of {@code type}. */
        <V extends SpecificRecord> Serde<V> of(Class<V> type);
    }

    /** Combines names with serdes. */
    public static Topics of(TopicNames names, ValueSerdes values) {
        return new Topics(
                topic(names.images(), values.of(Image.class)),
                topic(names.reviews(), values.of(Review.class)),
                topic(names.imageLabels(), values.of(Label.class)),
                topic(names.reviewLabels(), values.of(Label.class)),
                topic(names.labelledImages(), values.of(LabelledImage.class)),
                topic(names.labelledReviews(), values.of(LabelledReview.class)),
                topic(names.imagePredictions(), values.of(Prediction.class)),
                topic(names.reviewPredictions(), values.of(Prediction.class)),
                topic(names.models(), values.of(ModelRecord.class)),
                topic(names.modelAliases(), values.of(ModelAlias.class)),
                topic(names.commands(), values.of(Command.class)),
                topic(names.trainingRuns(), values.of(TrainingRun.class)),
                topic(names.labelApprovals(), values.of(LabelDecision.class)),
                new Topic<>(names.deadLetters(), Serdes.ByteArray(), Serdes.ByteArray()));
    }

    private static <V> Topic<String, V> topic(String name, Serde<V> values) {
        return new Topic<>(name, Serdes.String(), values);
    }
}
