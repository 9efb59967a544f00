package dev.millrace.cli.drill.account;

import dev.millrace.cli.accounting.Coordinates;
import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.drill.model.ModelArchive;
import dev.millrace.model.Task;
import dev.millrace.model.image.EncodedImage;
import dev.millrace.records.Image;
import dev.millrace.records.ImageEncoding;
import dev.millrace.records.Review;
import dev.millrace.schemas.Topic;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Judges whether each prediction was made by the model that it names: reads its input again, has that model classify it
 * again, and compares.
 */
public final class Attribution {

    /** The arithmetic is the same, but for the order of sums, which a batch's size may change. */
    private static final float TOLERANCE = 1e-4f;

    private final Cluster cluster;
    private final ModelArchive models;

    public Attribution(Cluster cluster, ModelArchive models) {
        this.cluster = cluster;
        this.models = models;
    }

    /** Predictions that the model they name does not reproduce. */
    public long misattributed(Account account) {
        Map<Coordinates, List<Claim>> claims = new HashMap<>();
        account.claims()
                .forEach(claim -> claims.computeIfAbsent(claim.input(), any -> new ArrayList<>())
                        .add(claim));
        return judge(Task.IMAGE, cluster.topics().images(), Attribution::content, claims)
                + judge(Task.REVIEW, cluster.topics().reviews(), Review::getText, claims);
    }

    private <V, T> long judge(
            Task task, Topic<String, V> topic, Function<V, T> content, Map<Coordinates, List<Claim>> claims) {
        try (Retrial<T> retrial = new Retrial<>(models, task, TOLERANCE)) {
            new CommittedRecords(cluster).forEach(topic.name(), event -> {
                Coordinates input = new Coordinates(event.topic(), event.partition(), event.offset());
                List<Claim> made = claims.getOrDefault(input, List.of());
                if (!made.isEmpty()) {
                    V value = topic.valueSerde().deserializer().deserialize(event.topic(), event.value());
                    made.forEach(claim -> retrial.add(claim, content.apply(value)));
                }
            });
            return retrial.refuted();
        }
    }

    private static EncodedImage content(Image image) {
        ByteBuffer bytes = image.getContent();
        return image.getEncoding() == ImageEncoding.RAW_RGB && image.getWidth() != null && image.getHeight() != null
                ? EncodedImage.raw(bytes, image.getWidth(), image.getHeight())
                : EncodedImage.encoded(bytes);
    }
}
