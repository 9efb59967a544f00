package dev.millrace.modelregistry;

import dev.millrace.schemas.KafkaConnection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/** The end of a partition, including open transactions, which consumers of committed records can't see. */
final class WrittenEnd {

    private WrittenEnd() {}

    /** @throws TimeoutException when the broker does not answer */
    static long of(KafkaConnection connection, TopicPartition partition) {
        try (Admin admin = Admin.create(connection.properties())) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
        } catch (ExecutionException e) {
            throw new TimeoutException("the broker did not answer where " + partition + " ends", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }
}
