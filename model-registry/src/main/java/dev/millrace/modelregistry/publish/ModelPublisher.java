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
 * The only writer of one task's models, trainer alias and run records: each publish is one transaction. For one thread.
 *
 * <p>Opening one fences whoever had the task before: that one's open transaction is rolled back, and its later ones fail.
 * A transaction that a dead trainer left open is rolled back by the broker after ten seconds.
 */
public final class ModelPublisher implements AutoCloseable {

    /** Without one it would wait for a broker that is away. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private static final int TRANSACTION_TIMEOUT_MILLIS = 10_000;

    private final Producer<String, byte[]> producer;
    private final CommitVisibility committedEnd;
    private final Topics topics;
    private final VersionRetention retention;

    private ModelPublisher(
            Producer<String, byte[]> producer,
            CommitVisibility committedEnd,
            Topics topics,
            VersionRetention retention) {
        this.producer = producer;
        this.committedEnd = committedEnd;
        this.topics = topics;
        this.retention = retention;
    }

    /** Blocks until the broker has fenced the predecessor. */
    public static ModelPublisher open(
            KafkaConnection connection, Topics topics, Task task, VersionRetention retention) {
        Map<String, Object> properties = new HashMap<>(connection.properties());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId(connection, task));
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        // With more, a partition that was made a moment ago may refuse the first batch and take the second for the
        // first.
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        Producer<String, byte[]> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            producer.close(CLOSE_PATIENCE);
            throw e;
        }
        return new ModelPublisher(producer, CommitVisibility.open(connection), topics, retention);
    }

    static String transactionalId(KafkaConnection connection, Task task) {
        return connection.topicNames().prefix() + "millrace-trainer-" + task.id();
    }

    /**
     * Makes the model champion, with the record of its run. On return readers of committed records find all of it, so that the
     * next catalogue knows this version.
     *
     * @param catalog what the topics say now
     * @param run the record of the run, given the new version
     * @return the new version
     * @throws PublishFailedException when nothing was written, for now
     * @throws PublisherLostException when this publisher may not write any more
     */
    public String publish(NewModel model, ModelCatalog catalog, Function<String, TrainingRun> run) {
        Publication publication = Publication.of(model, catalog, ChunkSplitter.CHUNK_BYTES);
        List<ProducerRecord<String, byte[]>> records = records(publication);
        records.add(toRecord(run.apply(publication.version())));
        transact(records, () -> true);
        return publication.version();
    }

    /**
     * Tombstones what nobody needs any more. The tombstones are written first, and committed only if still no alias names
     * what they hide: so whoever names a version and then finds it, once the transactions that were open have ended, keeps
     * it.
     *
     * @param catalog what the topics say now
     * @param afterwards what they say at a later moment, with everything that was written on them until then
     * @return versions of which records went; none where an alias has come in between
     * @throws PublishFailedException as {@link #publish} does
     * @throws PublisherLostException as {@link #publish} does
     */
    public Set<String> retire(Task task, ModelCatalog catalog, Supplier<ModelCatalog> afterwards) {
        Retirement retirement = Retirement.of(task, catalog, retention);
        if (retirement.isEmpty()) {
            return Set.of();
        }
        List<ProducerRecord<String, byte[]>> tombstones = retirement.keys().stream()
                .map(key -> new ProducerRecord<String, byte[]>(topics.models().name(), key, null))
                .toList();
        return transact(tombstones, () -> retirement.isHarmless(afterwards.get())) ? retirement.versions() : Set.of();
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
        committedEnd.close();
        producer.close(CLOSE_PATIENCE);
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

    /** @param isWanted asked once all of it is written; where it says no, all of it is taken back */
    private boolean transact(List<ProducerRecord<String, byte[]>> records, BooleanSupplier isWanted) {
        try {
            producer.beginTransaction();
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (ProducerRecord<String, byte[]> each : records) {
                sent.add(producer.send(each));
            }
            producer.flush();
            if (!isWanted.getAsBoolean()) {
                producer.abortTransaction();
                return false;
            }
            commit();
            committedEnd.awaitBeyond(sent);
            return true;
        } catch (ProducerFencedException
                | InvalidProducerEpochException
                | OutOfOrderSequenceException
                | AuthorizationException
                | UnsupportedVersionException e) {
            throw new PublisherLostException("the broker takes no more transactions of this trainer", e);
        } catch (KafkaException e) {
            abort();
            throw new PublishFailedException("the transaction was rolled back", e);
        }
    }

    /** A commit whose answer did not come may be asked for again; whether it had happened doesn't matter then. */
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
            // The latter of a commit that was asked for twice, and whose answer is still to come.
            String state = e instanceof RetriableException ? "an unknown state" : "a state it can't leave";
            throw new PublisherLostException("the producer is in " + state, e);
        }
    }
}
