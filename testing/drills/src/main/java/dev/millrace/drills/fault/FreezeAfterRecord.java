package dev.millrace.drills.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Freezes its own process, as {@code kill -STOP} does, once the broker has a certain record and before the producer knows
 * that: after the flush and before the commit of a transaction whose last record it is. It is set as
 * {@code interceptor.classes} of every client of a process, so it is also a consumer interceptor, which does nothing.
 *
 * <p>System properties select the record: {@link #TOPIC} is the end of its topic's name, {@link #COUNT} the number of
 * records on that topic that pass first. {@link #DONE} names a file that is created first, so that it happens once.
 */
public final class FreezeAfterRecord
        implements ProducerInterceptor<Object, Object>, ConsumerInterceptor<Object, Object> {

    /** The property with the end of the topic's name. */
    public static final String TOPIC = "millrace.drill.freeze.topic";

    /** The property with the number of records on the topic that pass first. */
    public static final String COUNT = "millrace.drill.freeze.count";

    /** The property with the path of the file that says that the process was frozen. */
    public static final String DONE = "millrace.drill.freeze.done";

    private final String topic = System.getProperty(TOPIC, "nothing");
    private final AtomicLong left = new AtomicLong(Long.getLong(COUNT, 0));

    @Override
    public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception problem) {
        boolean wanted = metadata != null && problem == null && metadata.topic().endsWith(topic);
        if (wanted && left.getAndDecrement() == 0 && isFirst()) {
            freeze();
        }
    }

    private static boolean isFirst() {
        try {
            Files.createFile(Path.of(System.getProperty(DONE, "frozen")));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("the file of a frozen process can't be created", e);
        }
    }

    private static void freeze() {
        try {
            String self = Long.toString(ProcessHandle.current().pid());
            int unused = new ProcessBuilder("kill", "-STOP", self).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("the process can't be frozen", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public ProducerRecord<Object, Object> onSend(ProducerRecord<Object, Object> record) {
        return record;
    }

    @Override
    public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void configure(Map<String, ?> properties) {}

    @Override
    public void close() {}
}
