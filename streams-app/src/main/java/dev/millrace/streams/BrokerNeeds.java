package dev.millrace.streams;

import dev.millrace.schemas.ClientNames;
import dev.millrace.service.access.Access;
import dev.millrace.service.access.AccessRules;
import dev.millrace.streams.labels.LabelTopology;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What a process needs of the broker.
 *
 * @param access what it must be allowed to do
 * @param internalTopics names of the topics that Kafka Streams makes for its clients
 */
public record BrokerNeeds(Access access, Set<String> internalTopics) {

    public BrokerNeeds {
        internalTopics = Set.copyOf(internalTopics);
    }

    /** For the clients that run here. */
    public static BrokerNeeds of(StreamsAppConfig config) {
        ClientNames names = config.connection().clientNames();
        Set<String> internal = config.catalog().tasks().stream()
                .filter(task -> config.clients().contains(task.labelsClient()))
                .flatMap(task -> LabelTopology.internalTopics(task).stream()
                        .map(topic -> names.internalTopics(task.labelsClient()) + topic))
                .collect(Collectors.toSet());
        return new BrokerNeeds(
                new AccessRules(names)
                        .streamsApp(
                                config.catalog().tasks(),
                                config.clients(),
                                !config.guarantee().equals(StreamsConfig.AT_LEAST_ONCE)),
                internal);
    }
}
