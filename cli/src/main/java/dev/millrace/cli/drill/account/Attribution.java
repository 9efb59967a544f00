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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Judges whether each prediction was made by the model that it names: reads its input again, has that model classify it
 * again, and compares.
 */
public final class Attribution {

    /** The arithmetic is the same, but for the order of sums, which a batch's size may change. */
    private static final float TOLERANCE = 1e-4f;

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

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
            read(topic, event -> {
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

    private <V> void read(Topic<String, V> topic, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> action) {
        try (Consumer<byte[], byte[]> consumer = cluster.reader(new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "'" + topic.name() + "' can't be read to its end within " + PATIENCE);
                }
                consumer.poll(POLL).forEach(action);
            }
        }
    }

    private static EncodedImage content(Image image) {
        ByteBuffer bytes = image.getContent();
        return image.getEncoding() == ImageEncoding.RAW_RGB && image.getWidth() != null && image.getHeight() != null
                ? EncodedImage.raw(bytes, image.getWidth(), image.getHeight())
                : EncodedImage.encoded(bytes);
    }
}
