package dev.millrace.streams;

import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.Topics;
import dev.millrace.service.SettingsWatch;
import dev.millrace.service.tasks.TaskCatalog;
import dev.millrace.service.tasks.TaskChange;
import dev.millrace.service.tasks.TaskConfig;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;

/**
 * Adds and removes tasks of the running app when its settings file changes. All other settings stay as they were at the start.
 *
 * @param environment all variables
 */
record TaskReload(Map<String, String> environment, SchemaRegistry registry, Admin admin, RunningApp app)
        implements SettingsWatch.Listener {

    @Override
    public Set<String> apply() {
        StreamsAppConfig running = app.config();
        StreamsAppConfig wanted = StreamsAppConfig.from(environment);
        TaskChange change = TaskChange.between(running.catalog(), wanted.catalog());
        StreamsAppConfig next = running.changed(change, wanted.clients());
        List<TaskConfig> missing = app.missing(next);
        app.change(
                next,
                missing.isEmpty()
                        ? OutputLimits.none()
                        : prepared(next.with(new TaskCatalog(missing), next.clients())));
        return applied(change, next.clients().equals(wanted.clients()));
    }

    private OutputLimits prepared(StreamsAppConfig added) {
        TaskPreparation preparation = new TaskPreparation(
                registry, admin, Topics.of(added.connection().topicNames(), registry));
        preparation.createTopics(added);
        preparation.requireReadable(added);
        return preparation.limits(added);
    }

    private static Set<String> applied(TaskChange change, boolean hasTheClients) {
        Set<String> applied = new HashSet<>(change.settings());
        applied.addAll(change.trainerSettings());
        applied.add("MILLRACE_TRAINER_");
        if (hasTheClients) {
            applied.add(StreamsAppConfig.CLIENTS);
        }
        return applied;
    }
}
