package dev.millrace.streams;

import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.TopicLayout;
import dev.millrace.schemas.TopicProvisioning;
import dev.millrace.schemas.Topics;
import dev.millrace.service.InvalidSettingsException;
import dev.millrace.service.input.InputCheck;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must be done before the clients of tasks start. Each step fails with a KafkaException if it must be tried again. */
record TaskPreparation(SchemaRegistry registry, Admin admin, Topics topics) {

    private static final Logger log = LoggerFactory.getLogger(TaskPreparation.class);

    /** Creates the missing topics of the tasks, unless the configuration forbids it. */
    boolean createTopics(StreamsAppConfig config) {
        if (!config.createTopics()) {
            return false;
        }
        TopicLayout local = TopicLayout.local(
                config.connection().topicNames(), config.catalog().ownTopics());
        log.info(
                "Topics checked: {}",
                TopicProvisioning.createOrCheck(
                        admin,
                        new TopicLayout(
                                local.names(),
                                local.tasks(),
                                config.partitions(),
                                local.replicationFactor(),
                                local.retention(),
                                local.labelledRetention(),
                                local.maxMessageBytes())));
        return true;
    }

    /** @throws InvalidSettingsException when a task's records have no field that its configuration names or needs */
    int requireReadable(StreamsAppConfig config) {
        List<String> problems = config.catalog().tasks().stream()
                .filter(config::carries)
                .flatMap(task -> InputCheck.problems(task, registry).stream())
                .toList();
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        return config.catalog().tasks().size();
    }

    /** The largest records of the tasks' output topics. */
    OutputLimits limits(StreamsAppConfig config) {
        return OutputLimits.ask(admin, topics, config);
    }
}
