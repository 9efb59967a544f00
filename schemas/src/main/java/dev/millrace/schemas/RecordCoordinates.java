package dev.millrace.schemas;

import dev.millrace.records.Origin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The coordinates of a record. They identify it as long as its topic exists: Kafka gives an offset twice only after a topic was made
 * again, or after an unclean election has cut off the end of a partition.
 */
public record RecordCoordinates(String topic, int partition, long offset) {

    /** The coordinates of a record that was read. */
    public static RecordCoordinates of(ConsumerRecord<?, ?> record) {
        return new RecordCoordinates(record.topic(), record.partition(), record.offset());
    }

    /** The coordinates that the broker assigned to a record. */
    public static RecordCoordinates of(RecordMetadata sent) {
        return new RecordCoordinates(sent.topic(), sent.partition(), sent.offset());
    }

    /** The coordinates that a prediction or an example names. */
    public static RecordCoordinates of(Origin origin) {
        return new RecordCoordinates(origin.getTopic(), origin.getPartition(), origin.getOffset());
    }

    /** The partition that the record is in. */
    public TopicPartition topicPartition() {
        return new TopicPartition(topic, partition);
    }

    /** In the form {@code topic-partition@offset}. */
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
