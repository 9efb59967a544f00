package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.CommandException;
import dev.millrace.cli.connection.PartitionOffset;
import dev.millrace.cli.deadletters.ReplayPlan.Ready;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/**
 * Sends records together with the notes on them, in one transaction. In an installation only the newest instance can
 * send; once it is open, every transaction of an older one has ended. Owned by one thread.
 */
final class ReplayTransactions implements ReplaySink, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Producer<byte[], byte[]> producer;
    private final String deadLetters;

    private ReplayTransactions(Producer<byte[], byte[]> producer, String deadLetters) {
        this.producer = producer;
        this.deadLetters = deadLetters;
    }

    static ReplayTransactions open(Cluster cluster) {
        Producer<byte[], byte[]> producer =
                cluster.transactions(cluster.connection().clientNames().replay(), PATIENCE);
        try {
            producer.initTransactions();
            return new ReplayTransactions(
                    producer, cluster.topics().deadLetters().name());
        } catch (TransactionalIdAuthorizationException e) {
            producer.close(Duration.ZERO);
            throw new CommandException(
                    "transactional id '" + cluster.connection().clientNames().replay()
                            + "' may not be used: required WRITE",
                    e);
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /** @throws CommandException when none of them was sent, or it is not known whether they were */
    @Override
    public List<PartitionOffset> send(List<Ready> plans) {
        try {
            producer.beginTransaction();
            List<PartitionOffset> offsets = sendAll(plans);
            commit(plans.size());
            return offsets;
        } catch (ProducerFencedException e) {
            throw new CommandException("a newer replay has started and continues where this one stops", e);
        } catch (KafkaException e) {
            abort(e);
            throw new CommandException(
                    "the last " + plans.size() + " were not sent: run the same command again to continue", e);
        }
    }

    private List<PartitionOffset> sendAll(List<Ready> plans) {
        List<Future<RecordMetadata>> sent =
                plans.stream().map(plan -> producer.send(plan.record())).toList();
        producer.flush();
        List<PartitionOffset> offsets = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            RecordMetadata answer = answer(sent.get(i));
            PartitionOffset offset = new PartitionOffset(answer.partition(), answer.offset());
            Instant at = Instant.ofEpochMilli(plans.get(i).record().timestamp());
            var unused =
                    producer.send(new ReplayNote(plans.get(i).deadLetter().offset(), offset, at).record(deadLetters));
            offsets.add(offset);
        }
        return offsets;
    }

    private void commit(int count) {
        try {
            producer.commitTransaction();
        } catch (TimeoutException e) {
            throw new CommandException(
                    "whether the last " + count + " were sent is not known: run the same command again to find out", e);
        }
    }

    private static RecordMetadata answer(Future<RecordMetadata> sent) {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException problem ? problem : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while records were sent", e);
        }
    }

    private void abort(KafkaException because) {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            because.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        producer.close(PATIENCE);
    }
}
