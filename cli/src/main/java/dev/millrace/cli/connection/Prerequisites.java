package dev.millrace.cli.connection;

import dev.millrace.schemas.KafkaConnection;
import dev.millrace.service.FailureReason;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Checks what a command needs of the broker before the command begins, so that it fails with a sentence. */
record Prerequisites(KafkaConnection connection) {

    private static final DescribeTopicsOptions OPTIONS = new DescribeTopicsOptions().includeAuthorizedOperations(true);

    /** @throws CommandException when no broker answers, or one of the topics is missing or closed to the operation */
    void require(List<String> topics, AclOperation operation) {
        try (Admin admin = Admin.create(connection.properties())) {
            var unused = answer(admin.describeCluster().clusterId());
            for (String topic : topics) {
                if (!isPresent(admin, topic, operation)) {
                    throw new CommandException("topic '" + topic + "' is missing on " + connection.bootstrapServers()
                            + ": create the topics with 'millrace topics create'");
                }
            }
        }
    }

    /** @throws CommandException when no broker answers, or the topic is closed to the operation */
    boolean isPresent(String topic, AclOperation operation) {
        try (Admin admin = Admin.create(connection.properties())) {
            return isPresent(admin, topic, operation);
        }
    }

    private boolean isPresent(Admin admin, String topic, AclOperation operation) {
        KafkaFuture<TopicDescription> description = Objects.requireNonNull(
                admin.describeTopics(List.of(topic), OPTIONS).topicNameValues().get(topic));
        try {
            Set<AclOperation> permitted = description
                    .get(Cluster.ANSWER_PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .authorizedOperations();
            if (permitted != null && !permitted.contains(operation)) {
                throw refused(topic, operation);
            }
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e.getCause() instanceof AuthorizationException ? refused(topic, operation) : noAnswer(e);
        } catch (TimeoutException e) {
            throw noAnswer(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(Cluster.ANSWER_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw noAnswer(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static CommandException refused(String topic, AclOperation operation) {
        return new CommandException("topic '" + topic + "' may not be used: required " + operation
                + "; 'millrace acls' prints what each role needs");
    }

    private CommandException noAnswer(Exception failure) {
        return new CommandException(
                "no Kafka broker answers at " + connection.bootstrapServers() + ": " + FailureReason.ofCause(failure),
                failure);
    }

    private static CommandException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new CommandException("interrupted while waiting for the broker", e);
    }
}
