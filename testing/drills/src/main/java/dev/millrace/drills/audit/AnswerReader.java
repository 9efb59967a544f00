package dev.millrace.drills.audit;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.records.Origin;
import dev.millrace.records.Prediction;
import dev.millrace.schemas.RecordCoordinates;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.deadletter.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Enters what is committed to the prediction and dead-letter topics into an account, on a thread of its own. */
public final class AnswerReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Cluster cluster;
    private final Topics topics;
    private final ScenarioAudit account;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean finishing;

    private AnswerReader(Cluster cluster, ScenarioAudit account) {
        this.cluster = cluster;
        this.topics = cluster.topics();
        this.account = account;
    }

    public static AnswerReader start(Cluster cluster, ScenarioAudit account) {
        AnswerReader reader = new AnswerReader(cluster, account);
        Thread thread = new Thread(reader::run, "answer-reader");
        thread.setDaemon(true);
        thread.start();
        return reader;
    }

    /** Reads all that is committed at the time of the call, and returns when that is done. */
    @Override
    public void close() {
        finishing = true;
        ended.join();
    }

    private void run() {
        try (Consumer<byte[], byte[]> consumer = cluster.reader(new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Stream.of(
                            topics.imagePredictions().name(),
                            topics.reviewPredictions().name(),
                            topics.deadLetters().name())
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!finishing) {
                consumer.poll(POLL).forEach(this::take);
            }
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(this::take);
            }
            ended.complete(null);
        } catch (RuntimeException e) {
            ended.completeExceptionally(e);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> answer) {
        ScenarioAudit.Place place = new ScenarioAudit.Place(answer.topic(), answer.partition());
        if (answer.topic().equals(topics.deadLetters().name())) {
            if (answer.headers().lastHeader(DeadLetterHeaders.REASON) == null) {
                // A note that a letter was sent again answers nothing.
                return;
            }
            RecordCoordinates input = new RecordCoordinates(
                    text(answer, DeadLetterHeaders.TOPIC),
                    Integer.parseInt(text(answer, DeadLetterHeaders.PARTITION)),
                    Long.parseLong(text(answer, DeadLetterHeaders.OFFSET)));
            account.buried(input, text(answer, DeadLetterHeaders.REASON), place, System.nanoTime());
            return;
        }
        Prediction prediction =
                topics.imagePredictions().valueSerde().deserializer().deserialize(answer.topic(), answer.value());
        Origin input = prediction.getInput();
        account.predicted(
                new PredictionRecord(
                        new RecordCoordinates(input.getTopic(), input.getPartition(), input.getOffset()),
                        Stamp.of(prediction.getModel()),
                        Scores.of(prediction.getScores())),
                place,
                System.nanoTime());
    }

    private static String text(ConsumerRecord<byte[], byte[]> letter, String header) {
        Header found = letter.headers().lastHeader(header);
        if (found == null) {
            throw new IllegalStateException(
                    "dead letter " + letter.partition() + ":" + letter.offset() + " has no header '" + header + "'");
        }
        return new String(found.value(), StandardCharsets.UTF_8);
    }
}
