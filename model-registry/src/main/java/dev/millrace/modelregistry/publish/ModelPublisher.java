package dev.millrace.modelregistry.publish;

import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.CommitVisibility;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.ModelKeys;
import dev.millrace.modelregistry.chunks.ChunkSplitter;
import dev.millrace.records.TrainingRun;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The only writer of one task's models, trainer alias and run records. Each publish is one transaction. Not thread-safe.
 *
 * <p>Opening a publisher fences the task's previous one: its open transaction is rolled back, and its later ones fail. The
 * broker rolls back a transaction that a crashed trainer left open after ten seconds.
 */
public final class ModelPublisher implements AutoCloseable {

    /** Without a timeout, closing would wait for an unreachable broker. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private static final int TRANSACTION_TIMEOUT_MILLIS = 10_000;

    private final Producer<String, byte[]> producer;
    private final CommitVisibility visibility;
    private final Topics topics;
    private final VersionRetention retention;

    private ModelPublisher(
            Producer<String, byte[]> producer, CommitVisibility visibility, Topics topics, VersionRetention retention) {
        this.producer = producer;
        this.visibility = visibility;
        this.topics = topics;
        this.retention = retention;
    }

    /**
     * Blocks until the broker has fenced the previous publisher.
     *
     * @throws KafkaException when the broker does not answer or refuses the transactional id
     */
    public static ModelPublisher open(
            KafkaConnection connection, Topics topics, Task task, VersionRetention retention) {
        Map<String, Object> properties = new HashMap<>(connection.properties());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId(connection, task));
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        // With more, a newly created partition may reject the first batch and accept the second one in its place.
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        Producer<String, byte[]> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            producer.close(CLOSE_TIMEOUT);
            throw e;
        }
        return new ModelPublisher(producer, CommitVisibility.open(connection), topics, retention);
    }

    static String transactionalId(KafkaConnection connection, Task task) {
        return connection.topicNames().prefix() + "millrace-trainer-" + task.id();
    }

    /**
     * Publishes the model as champion together with the record of its run. Once this returns, readers of committed records see
     * all of it, except in the rare case that {@link CommitVisibility} logs.
     *
     * @param catalog the current state of the topics
     * @param run builds the record of the run from the new version
     * @return the new version
     * @throws PublishFailedException when nothing was written; the same call may be retried
     * @throws PublisherLostException when this publisher can't write any more
     */
    public String publish(NewModel model, ModelCatalog catalog, Function<String, TrainingRun> run) {
        Publication publication = Publication.of(model, catalog, ChunkSplitter.CHUNK_BYTES);
        List<ProducerRecord<String, byte[]>> records = records(publication);
        records.add(toRecord(run.apply(publication.version())));
        transact(records, () -> true);
        return publication.version();
    }

    /**
     * Tombstones versions that are no longer needed. The tombstones are committed only if no alias names one of those versions
     * after they were written. A writer that sets an alias, waits for open transactions to end and then still finds the
     * version can therefore rely on it.
     *
     * @param catalog the current state of the topics
     * @param latest reads the state of the topics up to the moment it is called
     * @return versions whose records were tombstoned; empty if an alias named one of them in the meantime
     * @throws PublishFailedException as {@link #publish} does
     * @throws PublisherLostException as {@link #publish} does
     */
    public Set<String> retire(Task task, ModelCatalog catalog, Supplier<ModelCatalog> latest) {
        Retirement retirement = Retirement.of(task, catalog, retention);
        if (retirement.isEmpty()) {
            return Set.of();
        }
        List<ProducerRecord<String, byte[]>> tombstones = retirement.keys().stream()
                .map(key -> new ProducerRecord<String, byte[]>(topics.models().name(), key, null))
                .toList();
        return transact(tombstones, () -> retirement.isHarmless(latest.get())) ? retirement.versions() : Set.of();
    }

    /**
     * Records a run that published nothing.
     *
     * @throws PublishFailedException as {@link #publish} does
     * @throws PublisherLostException as {@link #publish} does
     */
    public void record(TrainingRun run) {
        transact(List.of(toRecord(run)), () -> true);
    }

    @Override
    public void close() {
        visibility.close();
        producer.close(CLOSE_TIMEOUT);
    }

    private List<ProducerRecord<String, byte[]>> records(Publication publication) {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (Publication.ModelEntry entry : publication.models()) {
            records.add(toRecord(topics.models(), entry.key(), entry.content()));
        }
        String aliasKey = ModelKeys.trainerAlias(publication.task().id());
        records.add(toRecord(topics.modelAliases(), aliasKey, publication.aliasRecord()));
        return records;
    }

    private ProducerRecord<String, byte[]> toRecord(TrainingRun run) {
        return toRecord(topics.trainingRuns(), run.getTask() + "/" + run.getRun(), run);
    }

    private static <V> ProducerRecord<String, byte[]> toRecord(Topic<String, V> topic, String key, V value) {
        return new ProducerRecord<>(
                topic.name(), key, topic.valueSerde().serializer().serialize(topic.name(), value));
    }

    /** @param shouldCommit asked after all records are written; if it returns false, the transaction is aborted */
    private boolean transact(List<ProducerRecord<String, byte[]>> records, BooleanSupplier shouldCommit) {
        try {
            producer.beginTransaction();
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (ProducerRecord<String, byte[]> record : records) {
                sent.add(producer.send(record));
            }
            producer.flush();
            if (!shouldCommit.getAsBoolean()) {
                producer.abortTransaction();
                return false;
            }
            commit();
            visibility.awaitReadable(sent);
            return true;
        } catch (ProducerFencedException
                | InvalidProducerEpochException
                | OutOfOrderSequenceException
                | AuthorizationException
                | UnsupportedVersionException e) {
            throw new PublisherLostException("the broker accepts no more transactions of this trainer", e);
        } catch (KafkaException e) {
            abort();
            throw new PublishFailedException("the transaction was rolled back", e);
        }
    }

    /** A commit that timed out may be repeated, whether or not it took effect. */
    private void commit() {
        try {
            producer.commitTransaction();
        } catch (TimeoutException e) {
            producer.commitTransaction();
        }
    }

    private void abort() {
        try {
            producer.abortTransaction();
        } catch (KafkaException | IllegalStateException e) {
            // IllegalStateException: a commit was requested twice and its answer is still outstanding.
            String state = e instanceof RetriableException ? "an unknown state" : "an unrecoverable state";
            throw new PublisherLostException("the producer is in " + state, e);
        }
    }
}
