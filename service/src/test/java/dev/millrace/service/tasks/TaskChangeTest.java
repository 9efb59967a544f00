package dev.millrace.service.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.schemas.TopicNames;
import dev.millrace.service.InvalidSettingsException;
import dev.millrace.service.Settings;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskChangeTest {

    private final TaskCatalog running = catalog("image,frames", Map.of());

    @Test
    void tellsAddedRemovedAndKeptTasksApart() {
        TaskChange change = TaskChange.between(running, catalog("frames,tickets", Map.of()));

        assertThat(change.added()).extracting(TaskConfig::id).containsExactly("tickets");
        assertThat(change.removed()).extracting(TaskConfig::id).containsExactly("image");
        assertThat(change.catalog().ids()).containsExactly("frames", "tickets");
        assertThat(change.settings())
                .containsExactlyInAnyOrder("MILLRACE_TASKS", "MILLRACE_TASK_TICKETS_", "MILLRACE_TASK_IMAGE_");
    }

    @Test
    void keepsTheConfigurationOfTasksThatStay() {
        TaskCatalog wanted = catalog("image,frames,tickets", Map.of("MILLRACE_TASK_FRAMES_INPUT_TOPIC", "elsewhere"));

        TaskChange change = TaskChange.between(running, wanted);

        assertThat(change.catalog().find("frames")).isEqualTo(running.find("frames"));
        assertThat(TaskChange.between(running, running).added()).isEmpty();
    }

    @Test
    void refusesToReplaceEveryTask() {
        assertThatThrownBy(() -> TaskChange.between(running, catalog("review", Map.of())))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("tasks='review': required at least one of the running tasks [image, frames]");
    }

    @Test
    void refusesANewTaskOnATopicThatAKeptOneStillHas() {
        TaskCatalog wanted = catalog(
                "frames,tickets",
                Map.of(
                        "MILLRACE_TASK_FRAMES_PREDICTIONS_TOPIC", "elsewhere",
                        "MILLRACE_TASK_TICKETS_PREDICTIONS_TOPIC", "frames-predictions"));

        assertThatThrownBy(() -> TaskChange.between(running, wanted))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("required a topic of its own, task 'frames' has it too");
    }

    private static TaskCatalog catalog(String tasks, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("MILLRACE_TASKS", tasks);
        for (String task : tasks.split(",", -1)) {
            String prefix = "MILLRACE_TASK_" + task.toUpperCase(Locale.ROOT);
            environment.put(prefix + "_TYPE", "image");
            environment.putIfAbsent(prefix + "_INPUT_TOPIC", "in." + task);
        }
        Settings settings = new Settings(environment);
        TaskCatalog catalog = TaskCatalog.from(settings, new TopicNames(""));
        settings.rejectIfInvalid();
        return catalog;
    }
}
