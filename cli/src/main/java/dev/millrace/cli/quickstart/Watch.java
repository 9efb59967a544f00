package dev.millrace.cli.quickstart;

import dev.millrace.cli.accounting.Answer;
import dev.millrace.cli.accounting.DeliveryAudit;
import dev.millrace.cli.connection.Cluster;
import dev.millrace.records.Prediction;
import dev.millrace.records.TrainingRun;
import dev.millrace.schemas.RecordCoordinates;
import dev.millrace.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads what is committed to the prediction, dead letter and training run topics, from the beginning, in a thread of its own. */
final class Watch {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Topics topics;
    private final DeliveryAudits ledgers;
    private final PredictionsFile file;
    private final Consumer<TrainingRun> runs;
    private final InstantSource clock = InstantSource.system();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean finishing;

    private Watch(Topics topics, DeliveryAudits ledgers, PredictionsFile file, Consumer<TrainingRun> runs) {
        this.topics = topics;
        this.ledgers = ledgers;
        this.file = file;
        this.runs = runs;
    }

    /** @param runs hears of every training run, from the watch's thread */
    static Watch start(Cluster cluster, DeliveryAudits ledgers, PredictionsFile file, Consumer<TrainingRun> runs) {
        Watch watch = new Watch(cluster.topics(), ledgers, file, runs);
        Thread thread = new Thread(() -> watch.run(cluster), "watch");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    /** Reads all that is committed at the time of the call, and returns when that is done. */
    void finish() {
        finishing = true;
        ended.join();
    }

    private void run(Cluster cluster) {
        try (var reader = cluster.reader(new ByteArrayDeserializer())) {
            Collection<TopicPartition> partitions = Stream.of(
                            topics.imagePredictions().name(),
                            topics.reviewPredictions().name(),
                            topics.deadLetters().name(),
                            topics.trainingRuns().name())
                    .flatMap(topic -> reader.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            while (!finishing) {
                reader.poll(POLL).forEach(this::take);
            }
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
                reader.poll(POLL).forEach(this::take);
            }
            ended.complete(null);
        } catch (RuntimeException e) {
            ended.completeExceptionally(e);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> event) {
        if (event.topic().equals(topics.deadLetters().name())) {
            takeDeadLetter(event.headers());
        } else if (event.topic().equals(topics.trainingRuns().name())) {
            runs.accept(topics.trainingRuns().valueSerde().deserializer().deserialize(event.topic(), event.value()));
        } else {
            takePrediction(
                    topics.imagePredictions().valueSerde().deserializer().deserialize(event.topic(), event.value()),
                    event.key());
        }
    }

    private void takePrediction(Prediction prediction, byte @Nullable [] key) {
        RecordCoordinates input = new RecordCoordinates(
                prediction.getInput().getTopic(),
                prediction.getInput().getPartition(),
                prediction.getInput().getOffset());
        Answer answer = new Answer(
                input,
                key == null ? "" : new String(key, StandardCharsets.UTF_8),
                prediction.getLabel(),
                prediction.getModel().getVersion(),
                prediction.getInput().getTimestamp(),
                clock.millis());
        ledger(input.topic()).ifPresent(ledger -> file.write(answer, ledger.predicted(answer)));
    }

    private void takeDeadLetter(Headers headers) {
        Optional<String> topic = text(headers, "millrace.topic");
        Optional<String> partition = text(headers, "millrace.partition");
        Optional<String> offset = text(headers, "millrace.offset");
        if (topic.isPresent() && partition.isPresent() && offset.isPresent()) {
            RecordCoordinates input =
                    new RecordCoordinates(topic.get(), Integer.parseInt(partition.get()), Long.parseLong(offset.get()));
            ledger(input.topic()).ifPresent(ledger -> ledger.rejected(input));
        }
    }

    private static Optional<String> text(Headers headers, String name) {
        return Optional.ofNullable(headers.lastHeader(name))
                .map(Header::value)
                .map(value -> new String(value, StandardCharsets.UTF_8));
    }

    private Optional<DeliveryAudit> ledger(String inputTopic) {
        if (inputTopic.equals(topics.images().name())) {
            return Optional.of(ledgers.image());
        }
        return inputTopic.equals(topics.reviews().name()) ? Optional.of(ledgers.review()) : Optional.empty();
    }
}
