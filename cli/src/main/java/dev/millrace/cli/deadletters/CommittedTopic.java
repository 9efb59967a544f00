package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.CommandException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The records that were committed to a topic when this was opened. Owned by one thread. */
final class CommittedTopic implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final Consumer<byte[], byte[]> reader;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, Long> ends;

    private CommittedTopic(String name, Consumer<byte[], byte[]> reader) {
        this.name = name;
        this.reader = reader;
        this.partitions = reader.partitionsFor(name).stream()
                .map(partition -> new TopicPartition(name, partition.partition()))
                .sorted((one, other) -> Integer.compare(one.partition(), other.partition()))
                .toList();
        this.ends = reader.endOffsets(partitions);
    }

    /** @throws CommandException when there is no such topic */
    static CommittedTopic open(Cluster cluster, String name) {
        cluster.requireTopics(List.of(name));
        return new CommittedTopic(name, cluster.reader(new ByteArrayDeserializer()));
    }

    String name() {
        return name;
    }

    int partitions() {
        return partitions.size();
    }

    /** Hands out the records in the order of partitions and offsets until {@code goOn} answers false. */
    void read(Predicate<ConsumerRecord<byte[], byte[]>> goOn) {
        Map<TopicPartition, Long> beginnings = reader.beginningOffsets(partitions);
        for (TopicPartition partition : partitions) {
            if (!read(partition, beginnings.getOrDefault(partition, 0L), goOn)) {
                return;
            }
        }
    }

    /** The records of the place's partition, from there on, until {@code goOn} answers false. */
    void readFrom(Place place, Predicate<ConsumerRecord<byte[], byte[]>> goOn) {
        TopicPartition partition = new TopicPartition(name, place.partition());
        if (partitions.contains(partition)) {
            long beginning = reader.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
            boolean unused = read(partition, Math.max(beginning, place.offset()), goOn);
        }
    }

    /** None where there is no such record, or none any more. */
    Optional<ConsumerRecord<byte[], byte[]>> at(Place place) {
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
        throw new CommandException("topic '" + name + "' gave nothing for " + PATIENCE.toSeconds() + " s at "
                + new Place(partition.partition(), position));
    }

    @Override
    public void close() {
        reader.close();
    }
}
