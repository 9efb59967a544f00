package dev.millrace.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.fixtures.Installation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Fifty tickets a second, and their predictions as a consumer sees them arrive. Thread-safe. */
final class TicketFlow implements AutoCloseable {

    private static final int INTERVAL_MILLIS = 20;

    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
    private final Thread reader = new Thread(this::read, "ticket-flow-reader");
    private final Installation installation;
    private final String prefix;
    private final AtomicInteger sent = new AtomicInteger();
    private final List<String> answered = new ArrayList<>();
    private volatile boolean closed;
    private long lastArrival = System.nanoTime();
    private long longestGap;

    TicketFlow(Installation installation, String prefix) {
        this.installation = installation;
        this.prefix = prefix;
        reader.start();
        var unused = sender.scheduleAtFixedRate(this::send, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void send() {
        String key = "ticket-" + sent.getAndIncrement();
        installation.sendBytes(prefix + "tickets", key, ("good " + key).getBytes(UTF_8));
    }

    private void read() {
        Map<String, Object> properties = new HashMap<>(installation.connection().properties());
        properties.put("isolation.level", "read_committed");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(prefix + "tickets-predictions").stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!closed) {
                consumer.poll(Duration.ofMillis(50)).forEach(this::arrived);
            }
        }
    }

    private synchronized void arrived(ConsumerRecord<String, byte[]> prediction) {
        long now = System.nanoTime();
        longestGap = Math.max(longestGap, now - lastArrival);
        lastArrival = now;
        answered.add(prediction.key());
    }

    /** The longest gap counts from now on. */
    synchronized void forgetGaps() {
        longestGap = 0;
    }

    /** The longest time between two predictions, in milliseconds. */
    synchronized long longestGapMillis() {
        return TimeUnit.NANOSECONDS.toMillis(longestGap);
    }

    int sent() {
        return sent.get();
    }

    synchronized int answered() {
        return answered.size();
    }

    synchronized Set<String> answeredTwice() {
        Set<String> once = new TreeSet<>();
        Set<String> twice = new TreeSet<>();
        answered.forEach(key -> {
            if (!once.add(key)) {
                twice.add(key);
            }
        });
        return twice;
    }

    /** Sends no more tickets. */
    void stop() {
        sender.shutdown();
        try {
            if (!sender.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the sender does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        installation.flush();
    }

    @Override
    public void close() {
        stop();
        closed = true;
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
