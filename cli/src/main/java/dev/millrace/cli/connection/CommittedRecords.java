package dev.millrace.cli.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The records of a topic that were committed when this was opened. Owned by one thread. */
public final class CommittedRecords implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> reader;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, Long> ends;

    private CommittedRecords(String name, org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> reader) {
        this.name = name;
        this.reader = reader;
        this.partitions = reader.partitionsFor(name).stream()
                .map(partition -> new TopicPartition(name, partition.partition()))
                .sorted((one, other) -> Integer.compare(one.partition(), other.partition()))
                .toList();
        this.ends = reader.endOffsets(partitions);
    }

    /**
     * Opens a topic at its current end.
     *
     * @throws CommandException when the topic does not exist, or may not be read
     */
    public static CommittedRecords open(Cluster cluster, String name) {
        cluster.requireReadable(List.of(name));
        return new CommittedRecords(name, cluster.reader(new ByteArrayDeserializer()));
    }

    /** Passes every committed record of a topic to {@code action}, in order of partition and offset. */
    public static void forEach(Cluster cluster, String topic, Consumer<ConsumerRecord<byte[], byte[]>> action) {
        try (CommittedRecords records = open(cluster, topic)) {
            records.read(record -> {
                action.accept(record);
                return true;
            });
        }
    }

    /** The number of committed records of a topic. */
    public static long count(Cluster cluster, String topic) {
        LongAdder count = new LongAdder();
        forEach(cluster, topic, any -> count.increment());
        return count.sum();
    }

    /** Name of the topic. */
    public String name() {
        return name;
    }

    /** Number of partitions. */
    public int partitions() {
        return partitions.size();
    }

    /** Passes records to {@code goOn}, in order of partition and offset, until it returns false. */
    public void read(Predicate<ConsumerRecord<byte[], byte[]>> goOn) {
        Map<TopicPartition, Long> beginnings = reader.beginningOffsets(partitions);
        for (TopicPartition partition : partitions) {
            if (!read(partition, beginnings.getOrDefault(partition, 0L), goOn)) {
                return;
            }
        }
    }

    /** Passes the records of one partition, from {@code place} on, to {@code goOn} until it returns false. */
    public void readFrom(PartitionOffset place, Predicate<ConsumerRecord<byte[], byte[]>> goOn) {
        TopicPartition partition = new TopicPartition(name, place.partition());
        if (partitions.contains(partition)) {
            long beginning = reader.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
            boolean unused = read(partition, Math.max(beginning, place.offset()), goOn);
        }
    }

    /** The record at {@code place}; empty if it does not exist or no longer exists. */
    public Optional<ConsumerRecord<byte[], byte[]>> at(PartitionOffset place) {
        List<ConsumerRecord<byte[], byte[]>> next = new ArrayList<>(1);
        readFrom(place, record -> {
            next.add(record);
            return false;
        });
        return next.stream().filter(record -> record.offset() == place.offset()).findFirst();
    }

    private boolean read(TopicPartition partition, long from, Predicate<ConsumerRecord<byte[], byte[]>> goOn) {
        long end = ends.getOrDefault(partition, 0L);
        reader.assign(List.of(partition));
        reader.seek(partition, from);
        while (reader.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : poll(partition)) {
                if (record.offset() >= end) {
                    return true;
                }
                if (!goOn.test(record)) {
                    return false;
                }
            }
        }
        return true;
    }

    private ConsumerRecords<byte[], byte[]> poll(TopicPartition partition) {
        long position = reader.position(partition);
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE.toNanos()) {
            ConsumerRecords<byte[], byte[]> records = reader.poll(POLL);
            if (!records.isEmpty() || reader.position(partition) > position) {
                return records;
            }
        }
        throw new CommandException("topic '" + name + "' returned nothing for " + PATIENCE.toSeconds() + " s at "
                + new PartitionOffset(partition.partition(), position));
    }

    @Override
    public void close() {
        reader.close();
    }
}
