package dev.millrace.benchmarks.stream;

import dev.millrace.benchmarks.platform.BenchmarkFailure;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.TopicLayout;
import dev.millrace.schemas.Topics;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;

/** The topics of one subject, deleted when closed. */
final class SubjectTopics implements AutoCloseable {

    static final int PARTITIONS = 4;

    private final Task task;
    private final KafkaConnection connection;
    private final SchemaRegistry registry;
    private final Topics catalogue;
    private final Admin admin;

    private SubjectTopics(Task task, KafkaConnection connection, SchemaRegistry registry, Admin admin) {
        this.task = task;
        this.connection = connection;
        this.registry = registry;
        this.catalogue = Topics.of(connection.topicNames(), registry);
        this.admin = admin;
    }

    static SubjectTopics create(Task task, KafkaConnection connection) {
        SubjectTopics topics =
                new SubjectTopics(task, connection, connection.openRegistry(), Admin.create(connection.properties()));
        await(topics.admin
                .createTopics(TopicLayout.local(connection.topicNames()).topics())
                .all());
        return topics;
    }

    KafkaConnection connection() {
        return connection;
    }

    Topics catalogue() {
        return catalogue;
    }

    String input() {
        return task.type() == TaskType.IMAGE
                ? catalogue.images().name()
                : catalogue.reviews().name();
    }

    String output() {
        return task.type() == TaskType.IMAGE
                ? catalogue.imagePredictions().name()
                : catalogue.reviewPredictions().name();
    }

    private static void await(KafkaFuture<Void> done) {
        try {
            done.get();
        } catch (ExecutionException e) {
            throw new BenchmarkFailure("the broker does not carry out a request", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("interrupted while waiting for the broker", e);
        }
    }

    @Override
    public void close() {
        try (admin;
                registry) {
            await(admin.deleteTopics(connection.topicNames().all()).all());
        }
    }
}
