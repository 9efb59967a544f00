package dev.millrace.modelregistry.publish;

import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.chunks.ChunkSplitter;
import dev.millrace.records.ModelManifest;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.Topics;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Brings a model from outside to the models topic, as a version that no alias names. It serves nothing until the trainer's
 * gate passes it or an operator pins it, and is retired like any other version.
 */
public final class ModelUpload {

    private ModelUpload() {}

    /**
     * Writes the model in one transaction, unless the topic has the same artifact already. Another upload for the task at the
     * same time makes this one fail.
     *
     * @param catalog the current state of the topics
     * @return the version
     * @throws PublishFailedException when nothing was written
     * @throws PublisherLostException when another upload has taken over
     */
    public static String upload(NewModel model, ModelCatalog catalog, KafkaConnection connection, Topics topics) {
        Optional<String> present = catalog.versions(model.task()).stream()
                .filter(manifest -> manifest.getSha256().equals(model.sha256().hex()))
                .map(ModelManifest::getVersion)
                .findFirst();
        return present.orElseGet(() -> write(model, catalog, connection, topics));
    }

    private static String write(NewModel model, ModelCatalog catalog, KafkaConnection connection, Topics topics) {
        Publication publication = Publication.of(model, catalog, ChunkSplitter.CHUNK_BYTES);
        List<ProducerRecord<String, byte[]>> records = publication.models().stream()
                .map(entry -> ModelTransactions.toRecord(topics.models(), entry.key(), entry.content()))
                .toList();
        String id = connection.clientNames().upload(model.task().id());
        try (ModelTransactions transactions = ModelTransactions.open(connection, id)) {
            transactions.transact(records, () -> true);
        }
        return publication.version();
    }
}
