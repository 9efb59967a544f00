package dev.millrace.cli.labels;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.CommandException;
import dev.millrace.cli.connection.CommittedRecords;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.ModelLog;
import dev.millrace.records.Decision;
import dev.millrace.records.LabelDecision;
import dev.millrace.records.TrainingRun;
import dev.millrace.schemas.LabelDecisionKey;
import dev.millrace.schemas.MalformedRecordException;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.UnknownSchemaException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** What an operator can do with the labels of tasks. Each call opens and closes its own clients. */
final class LabelOperations {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Cluster cluster;
    private final InstantSource clock = InstantSource.system();

    LabelOperations(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Every label of the task that serves, waits for a decision or has one, in alphabetical order. */
    SortedMap<String, LabelStatus> labels(Task task) {
        SortedMap<String, LabelStatus> labels = new TreeMap<>();
        served(task).forEach(label -> labels.put(label, LabelStatus.unknown().served()));
        waiting(task)
                .forEach(label ->
                        labels.merge(label, LabelStatus.unknown().waiting(), (known, unused) -> known.waiting()));
        Topic<String, LabelDecision> topic = cluster.topics().labelApprovals();
        CommittedRecords.forEach(
                cluster,
                topic.name(),
                record -> LabelDecisionKey.parse(key(record))
                        .filter(key -> key.task().equals(task.id()))
                        .ifPresent(key -> labels.merge(
                                key.label(),
                                LabelStatus.unknown().decided(read(topic, record)),
                                (known, latest) -> known.decided(latest.decision()))));
        labels.values().removeIf(LabelStatus.unknown()::equals);
        return labels;
    }

    /** Writes the same decision on each of the labels; returns once the topic has accepted all. */
    void decide(Task task, List<String> labels, Decision decision, String reason) {
        Topic<String, LabelDecision> topic = cluster.topics().labelApprovals();
        cluster.requireWritable(List.of(topic.name()));
        LabelDecision value = decision(decision, reason);
        try (Producer<String, LabelDecision> producer = cluster.producer(topic, PATIENCE)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (String label : labels) {
                String key = new LabelDecisionKey(task.id(), label).toString();
                sent.add(producer.send(new ProducerRecord<>(topic.name(), key, value)));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new CommandException(
                    "topic '" + topic.name() + "' did not accept every decision: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted while writing to '" + topic.name() + "'", e);
        }
    }

    private LabelDecision decision(Decision decision, String reason) {
        return LabelDecision.newBuilder()
                .setDecision(decision)
                .setBy(System.getProperty("user.name", "unknown"))
                .setAt(clock.millis())
                .setReason(reason)
                .build();
    }

    private List<String> served(Task task) {
        cluster.requireReadable(List.of(
                cluster.topics().models().name(),
                cluster.topics().modelAliases().name()));
        try (ModelLog log = ModelLog.openAtEnd(cluster.connection(), cluster.topics())) {
            ModelCatalog catalog = log.catalog();
            return catalog.serving(task)
                    .flatMap(version -> catalog.manifest(task, version))
                    .map(manifest -> manifest.getLabels())
                    .orElse(List.of());
        }
    }

    private List<String> waiting(Task task) {
        Topic<String, TrainingRun> topic = cluster.topics().trainingRuns();
        List<TrainingRun> runs = new ArrayList<>();
        CommittedRecords.forEach(
                cluster,
                topic.name(),
                record -> read(topic, record)
                        .filter(run -> run.getTask().equals(task.id()) && run.getCandidate() == null)
                        .ifPresent(runs::add));
        return runs.stream()
                .max(Comparator.comparingLong(TrainingRun::getStartedAt))
                .map(TrainingRun::getLabels)
                .orElse(List.of());
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }

    /** Tombstones, and records that can't be read, are empty. */
    private static <V> Optional<V> read(Topic<String, V> topic, ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(topic.valueSerde().deserializer().deserialize(record.topic(), record.value()));
        } catch (MalformedRecordException | UnknownSchemaException e) {
            return Optional.empty();
        }
    }
}
