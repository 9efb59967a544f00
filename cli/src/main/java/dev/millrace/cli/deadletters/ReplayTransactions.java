package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.CommandException;
import dev.millrace.cli.connection.Place;
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
    public List<Place> send(List<Ready> drafts) {
        try {
            producer.beginTransaction();
            List<Place> places = sendAll(drafts);
            commit(drafts.size());
            return places;
        } catch (ProducerFencedException e) {
            throw new CommandException("another replay has begun since, and goes on where this one stops", e);
        } catch (KafkaException e) {
            abort(e);
            throw new CommandException(
                    "the last " + drafts.size() + " were not sent: do the same again to go on from there", e);
        }
    }

    private List<Place> sendAll(List<Ready> drafts) {
        List<Future<RecordMetadata>> sent =
                drafts.stream().map(draft -> producer.send(draft.record())).toList();
        producer.flush();
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            RecordMetadata answer = answer(sent.get(i));
            Place place = new Place(answer.partition(), answer.offset());
            Instant at = Instant.ofEpochMilli(drafts.get(i).record().timestamp());
            var unused = producer.send(new ReplayNote(drafts.get(i).letter().place(), place, at).record(deadLetters));
            places.add(place);
        }
        return places;
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
