package dev.millrace.modelregistry.publish;

import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.ModelKeys;
import dev.millrace.modelregistry.chunks.ChunkSplitter;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.ModelChunk;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.ModelRecord;
import dev.millrace.records.TrainingRun;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * The only writer of one task's trainer alias and run records, and of the models that its trainer fitted. Each publish is one transaction. Not thread-safe.
 *
 * <p>Opening a publisher fences the task's previous one: its open transaction is rolled back, and its later ones fail. The
 * broker rolls back a transaction that a crashed trainer left open after ten seconds.
 */
public final class ModelPublisher implements AutoCloseable {

    private final ModelTransactions transactions;
    private final Topics topics;
    private final VersionRetention retention;

    private ModelPublisher(ModelTransactions transactions, Topics topics, VersionRetention retention) {
        this.transactions = transactions;
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
        return new ModelPublisher(
                ModelTransactions.open(connection, transactionalId(connection, task)), topics, retention);
    }

    static String transactionalId(KafkaConnection connection, Task task) {
        return connection.clientNames().trainerTransactions(task.id());
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
        transactions.transact(records, () -> true);
        return publication.version();
    }

    /**
     * Makes an uploaded version the champion, in the same way as {@link #publish} does with a new one.
     *
     * @param judged manifest of the version on the topic, with the metrics that the gate measured
     * @param catalog the current state of the topics
     * @param run the record of the run that judged it
     * @throws PublishFailedException as {@link #publish} does
     * @throws PublisherLostException as {@link #publish} does
     */
    public void promote(Task task, ModelManifest judged, ModelCatalog catalog, TrainingRun run) {
        ModelRecord manifest = ModelRecord.newBuilder().setContent(judged).build();
        ModelAlias alias = Publication.aliasRecord(judged.getVersion(), catalog.trainerAlias(task));
        transactions.transact(
                List.of(
                        ModelTransactions.toRecord(
                                topics.models(), ModelKeys.manifest(task.id(), judged.getVersion()), manifest),
                        ModelTransactions.toRecord(topics.modelAliases(), ModelKeys.trainerAlias(task.id()), alias),
                        toRecord(run)),
                () -> true);
    }

    /**
     * Tombstones versions that are no longer needed. The tombstones are committed only if no alias names one of those versions
     * after they were written. A writer that sets an alias, waits for open transactions to end and then still finds the
     * version can therefore rely on it.
     *
     * @param catalog the current state of the topics
     * @param latest reads the state of the topics up to the moment it is called
     * @param now decides how old versions are
     * @return versions whose records were tombstoned; empty if an alias named one of them in the meantime
     * @throws PublishFailedException as {@link #publish} does
     * @throws PublisherLostException as {@link #publish} does
     */
    public Set<String> retire(Task task, ModelCatalog catalog, Supplier<ModelCatalog> latest, Instant now) {
        Retirement retirement = Retirement.of(task, catalog, retention, now);
        if (retirement.isEmpty()) {
            return Set.of();
        }
        List<ProducerRecord<String, byte[]>> tombstones = retirement.keys().stream()
                .map(key -> new ProducerRecord<String, byte[]>(topics.models().name(), key, null))
                .toList();
        return transactions.transact(tombstones, () -> retirement.isHarmless(latest.get()))
                ? retirement.versions()
                : Set.of();
    }

    /**
     * Writes the secret by which the task's trainers divide their examples, for the trainers that come after this one.
     *
     * @param secret without bytes if they divide them without one
     * @throws PublishFailedException as {@link #publish} does
     * @throws PublisherLostException as {@link #publish} does
     */
    public void writeSplitKey(Task task, byte[] secret) {
        ModelChunk chunk = ModelChunk.newBuilder()
                .setSha256(Sha256.of(secret).hex())
                .setIndex(0)
                .setCount(1)
                .setContent(ByteBuffer.wrap(secret))
                .build();
        ModelRecord record = ModelRecord.newBuilder().setContent(chunk).build();
        transactions.transact(
                List.of(ModelTransactions.toRecord(topics.models(), ModelKeys.splitKey(task.id()), record)),
                () -> true);
    }

    /**
     * Records a run that published nothing.
     *
     * @throws PublishFailedException as {@link #publish} does
     * @throws PublisherLostException as {@link #publish} does
     */
    public void record(TrainingRun run) {
        transactions.transact(List.of(toRecord(run)), () -> true);
    }

    @Override
    public void close() {
        transactions.close();
    }

    private List<ProducerRecord<String, byte[]>> records(Publication publication) {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (Publication.ModelEntry entry : publication.models()) {
            records.add(ModelTransactions.toRecord(topics.models(), entry.key(), entry.content()));
        }
        String aliasKey = ModelKeys.trainerAlias(publication.task().id());
        records.add(ModelTransactions.toRecord(topics.modelAliases(), aliasKey, publication.aliasRecord()));
        return records;
    }

    private ProducerRecord<String, byte[]> toRecord(TrainingRun run) {
        return ModelTransactions.toRecord(topics.trainingRuns(), run.getTask() + "/" + run.getRun(), run);
    }
}
