package dev.millrace.drills.audit;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.CommittedFollower;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelKeys;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.OperatorAlias;
import dev.millrace.records.TrainerAlias;
import dev.millrace.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records in a {@link ServingHistory} which version the aliases name, as they change, on its own thread. */
public final class AliasReader implements AutoCloseable {

    private final Topic<String, ModelAlias> topic;
    private final ServingHistory history;
    private final Map<String, String> versions = new HashMap<>();
    private final CommittedFollower follower;

    private AliasReader(Cluster cluster, ServingHistory history) {
        this.topic = cluster.topics().modelAliases();
        this.history = history;
        this.follower = CommittedFollower.start(cluster, "alias-reader", List.of(topic.name()), this::take);
    }

    /** Starts reading from the beginning of the topic. */
    public static AliasReader start(Cluster cluster, ServingHistory history) {
        return new AliasReader(cluster, history);
    }

    private void take(ConsumerRecord<byte[], byte[]> alias) {
        String key = new String(alias.key(), StandardCharsets.UTF_8);
        if (alias.value() == null) {
            versions.remove(key);
        } else {
            Object content = topic.valueSerde()
                    .deserializer()
                    .deserialize(topic.name(), alias.value())
                    .getContent();
            versions.put(
                    key,
                    content instanceof OperatorAlias operator
                            ? operator.getVersion()
                            : ((TrainerAlias) content).getChampion());
        }
        DefaultTasks.ALL.stream()
                .filter(task -> key.startsWith(task.id() + "/"))
                .forEach(this::note);
    }

    /** The operator's word wins over the trainer's. */
    private void note(Task task) {
        Optional.ofNullable(versions.get(ModelKeys.operatorAlias(task.id())))
                .or(() -> Optional.ofNullable(versions.get(ModelKeys.trainerAlias(task.id()))))
                .ifPresent(version -> history.named(task.id(), version, System.nanoTime()));
    }

    /** Reads everything that is committed at the time of the call, and returns when that is done. */
    @Override
    public void close() {
        follower.close();
    }
}
