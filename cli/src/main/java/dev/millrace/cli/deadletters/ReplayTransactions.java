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

/**
 * Sends records again together with the notes that say so: both or neither. Of all that are opened in an installation only
 * the newest can send, and whatever an older one left undone is settled once a newer one is open. Owned by one thread.
 */
final class ReplayTransactions implements ReplaySink, AutoCloseable {

    private static final String NAME = "millrace-replay";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Producer<byte[], byte[]> producer;
    private final String deadLetters;

    private ReplayTransactions(Producer<byte[], byte[]> producer, String deadLetters) {
        this.producer = producer;
        this.deadLetters = deadLetters;
    }

    static ReplayTransactions open(Cluster cluster) {
        Producer<byte[], byte[]> producer = cluster.transactions(NAME, PATIENCE);
        try {
            producer.initTransactions();
            return new ReplayTransactions(
                    producer, cluster.topics().deadLetters().name());
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /** @throws CommandException when none of them was sent, or that is not known */
    @Override
    public List<PartitionOffset> send(List<Ready> plans) {
        try {
            producer.beginTransaction();
            List<PartitionOffset> offsets = sendAll(plans);
            commit(plans.size());
            return offsets;
        } catch (ProducerFencedException e) {
            throw new CommandException("another replay has begun since, and goes on where this one stops", e);
        } catch (KafkaException e) {
            abort(e);
            throw new CommandException(
                    "the last " + plans.size() + " were not sent: do the same again to go on from there", e);
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
                    "whether the last " + count + " were sent is not known: do the same again, which settles it", e);
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
