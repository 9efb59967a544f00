package dev.millrace.modelregistry;

import dev.millrace.schemas.KafkaConnection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/** How far a partition is written, open transactions included: consumers of committed records are not told that. */
final class WrittenEnd {

    private WrittenEnd() {}

    /** @throws TimeoutException when the broker does not say */
    static long of(KafkaConnection connection, TopicPartition partition) {
        try (Admin admin = Admin.create(connection.properties())) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
        } catch (ExecutionException e) {
            throw new TimeoutException("the broker does not say how far " + partition + " reaches", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }
}
