package dev.millrace.drills.audit;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.CommittedFollower;
import dev.millrace.records.LabelledImage;
import dev.millrace.records.LabelledReview;
import dev.millrace.schemas.RecordCoordinates;
import dev.millrace.schemas.Topics;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records committed examples in the audit of the labels as they arrive, on its own thread. */
public final class LabelReader implements AutoCloseable {

    private final Topics topics;
    private final LabelAudit audit;
    private final CommittedFollower follower;

    private LabelReader(Cluster cluster, LabelAudit audit) {
        this.topics = cluster.topics();
        this.audit = audit;
        this.follower = CommittedFollower.start(
                cluster,
                "label-reader",
                List.of(topics.labelledImages().name(), topics.labelledReviews().name()),
                this::take);
    }

    /** Starts reading from the beginning of the topics. */
    public static LabelReader start(Cluster cluster, LabelAudit audit) {
        return new LabelReader(cluster, audit);
    }

    private void take(ConsumerRecord<byte[], byte[]> example) {
        if (example.topic().equals(topics.labelledImages().name())) {
            LabelledImage image =
                    topics.labelledImages().valueSerde().deserializer().deserialize(example.topic(), example.value());
            audit.found(RecordCoordinates.of(image.getOrigin()), TrueLabel.of(image.getLabel(), image.getContent()));
        } else {
            LabelledReview review =
                    topics.labelledReviews().valueSerde().deserializer().deserialize(example.topic(), example.value());
            audit.found(RecordCoordinates.of(review.getOrigin()), TrueLabel.of(review.getLabel(), review.getText()));
        }
    }

    /** Reads everything that is committed at the time of the call, and returns when that is done. */
    @Override
    public void close() {
        follower.close();
    }
}
