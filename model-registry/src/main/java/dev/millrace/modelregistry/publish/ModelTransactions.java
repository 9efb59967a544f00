package dev.millrace.modelregistry.publish;

import dev.millrace.modelregistry.CommitVisibility;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
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
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Transactions on the model topics under one transactional id. A newer one of that id fences an older one. Not
 * thread-safe.
 */
final class ModelTransactions implements AutoCloseable {

    /** Without a timeout, closing would wait for an unreachable broker. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private static final int TRANSACTION_TIMEOUT_MILLIS = 10_000;

    private final Producer<String, byte[]> producer;
    private final CommitVisibility visibility;

    private ModelTransactions(Producer<String, byte[]> producer, CommitVisibility visibility) {
        this.producer = producer;
        this.visibility = visibility;
    }

    /**
     * Blocks until the broker has fenced the previous producer of that id.
     *
     * @throws KafkaException when the broker does not answer or refuses the id
     */
    static ModelTransactions open(KafkaConnection connection, String transactionalId) {
        Map<String, Object> properties = new HashMap<>(connection.properties());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        // With more, a newly created partition may reject the first batch and accept the second one in its place.
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        Producer<String, byte[]> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (TransactionalIdAuthorizationException e) {
            producer.close(CLOSE_TIMEOUT);
            throw new TransactionalIdAuthorizationException(
                    "transactional id '" + transactionalId + "' may not be used: required WRITE");
        } catch (KafkaException e) {
            producer.close(CLOSE_TIMEOUT);
            throw e;
        }
        return new ModelTransactions(producer, CommitVisibility.open(connection));
    }

    /** Serialises a record of one of the topics. */
    static <V> ProducerRecord<String, byte[]> toRecord(Topic<String, V> topic, String key, V value) {
        return new ProducerRecord<>(
                topic.name(), key, topic.valueSerde().serializer().serialize(topic.name(), value));
    }

    /**
     * Writes records in one transaction.
     *
     * @param shouldCommit asked after all records are written; if it returns false, the transaction is aborted
     * @return whether it was committed
     * @throws PublishFailedException when nothing was written; the same call may be retried
     * @throws PublisherLostException when this producer can't write any more
     */
    boolean transact(List<ProducerRecord<String, byte[]>> records, BooleanSupplier shouldCommit) {
        try {
            List<Future<RecordMetadata>> sent = write(records);
            if (!shouldCommit.getAsBoolean()) {
                producer.abortTransaction();
                return false;
            }
            commit();
            visibility.awaitReadable(sent);
            return true;
        } catch (AuthorizationException e) {
            throw new PublisherLostException("the broker denies a write: " + e.getMessage() + ", required WRITE", e);
        } catch (ProducerFencedException
                | InvalidProducerEpochException
                | OutOfOrderSequenceException
                | UnsupportedVersionException e) {
            throw new PublisherLostException(
                    "the broker accepts no more transactions of this producer: another has taken over", e);
        } catch (KafkaException e) {
            abort();
            throw new PublishFailedException("the transaction was rolled back", e);
        }
    }

    private List<Future<RecordMetadata>> write(List<ProducerRecord<String, byte[]>> records) {
        producer.beginTransaction();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (ProducerRecord<String, byte[]> record : records) {
            sent.add(producer.send(record));
        }
        producer.flush();
        return sent;
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

    @Override
    public void close() {
        visibility.close();
        producer.close(CLOSE_TIMEOUT);
    }
}
