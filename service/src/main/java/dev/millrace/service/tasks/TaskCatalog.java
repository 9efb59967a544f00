package dev.millrace.service.tasks;

import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.schemas.TopicLayout;
import dev.millrace.schemas.TopicNames;
import dev.millrace.service.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The tasks of an installation in the order of the setting {@code tasks}, which is {@code image,review} where it is not set.
 * Immutable.
 *
 * @param tasks at least one, each id once
 */
public record TaskCatalog(List<TaskConfig> tasks) {

    static final String TASKS = "MILLRACE_TASKS";

    /** First words of the names under which Millrace's own programs meet the broker, and the name of all label clients. */
    private static final Set<String> RESERVED = Set.of("labels", "operator", "replay", "trainer", "upload");

    public TaskCatalog {
        tasks = List.copyOf(tasks);
    }

    /** Reads the tasks; {@code settings} collects any problems with them. */
    public static TaskCatalog from(Settings settings, TopicNames names) {
        List<String> ids =
                settings.get(TASKS, DefaultTasks.ALL.stream().map(Task::id).toList(), TaskCatalog::ids);
        List<TaskConfig> tasks = new ArrayList<>();
        for (String id : ids) {
            new TaskSection(settings, names, id).read().ifPresent(tasks::add);
        }
        rejectUnlisted(settings, ids);
        TaskCatalog catalog = new TaskCatalog(tasks);
        catalog.sharedTopics().forEach(settings::reject);
        return catalog;
    }

    /** The task of that id, if the installation has it. */
    public Optional<TaskConfig> find(String id) {
        return tasks.stream().filter(task -> task.id().equals(id)).findFirst();
    }

    /** The ids of all tasks, in order. */
    public List<String> ids() {
        return tasks.stream().map(TaskConfig::id).toList();
    }

    /** The topics that Millrace makes for the tasks: all but those that a task brings along. */
    public TopicLayout.TaskTopics ownTopics() {
        Set<String> events = new HashSet<>();
        for (TaskConfig task : tasks) {
            if (task.input().isOwn()) {
                events.add(task.input().topic());
            }
            if (task.labels().isOwn()) {
                events.add(task.labels().topic());
            }
            events.add(task.predictions());
            task.jsonPredictions().ifPresent(events::add);
        }
        return new TopicLayout.TaskTopics(
                events, tasks.stream().map(TaskConfig::labelled).collect(Collectors.toSet()));
    }

    /** Leaves the settings {@code task.T.trainer.…} to the trainer, so that another program doesn't report them as unknown. */
    public void leaveToTrainer(Settings settings) {
        for (String id : ids()) {
            var unused = settings.startingWith(trainerPrefix(id));
        }
    }

    /** What the names of a task's settings start with that only a trainer reads. */
    static String trainerPrefix(String id) {
        return TaskSection.prefix(id) + "TRAINER_";
    }

    private static List<String> ids(String text) {
        List<String> ids = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        for (String id : ids) {
            if (!Task.isId(id)) {
                throw new IllegalArgumentException(
                        "required names of lowercase letters, digits and single dashes with commas between them, got '"
                                + id + "'");
            }
        }
        for (String id : ids) {
            String word = id.split("-", 2)[0];
            if (RESERVED.contains(word)) {
                throw new IllegalArgumentException("required names that do not begin with the word '" + word
                        + "', which Millrace's own programs use, got '" + id + "'");
            }
        }
        if (ids.stream().distinct().count() < ids.size()) {
            throw new IllegalArgumentException("required each task once");
        }
        return ids;
    }

    private static void rejectUnlisted(Settings settings, List<String> ids) {
        List<String> prefixes = ids.stream().map(id -> TaskSection.prefix(id)).toList();
        settings.namesStartingWith(TaskSection.PREFIX).stream()
                .filter(name -> prefixes.stream().noneMatch(name::startsWith))
                .forEach(name -> settings.reject(
                        settings.place(name) + " belongs to no task: the setting tasks has " + String.join(",", ids)));
    }

    /**
     * Two tasks can't read labels from, or write to, one topic: each would take the other's records for its own. Nor can two
     * clients share a name, which is that of their consumer group and their state.
     */
    List<String> sharedTopics() {
        List<String> problems = new ArrayList<>();
        for (String id : ids()) {
            if (ids().contains(id + "-labels")) {
                problems.add("task '" + id + "-labels': required another name, that one is the label client's of task '"
                        + id + "'");
            }
        }
        Map<String, Function<TaskConfig, String>> topics = new HashMap<>();
        topics.put("labels.topic", task -> task.labels().topic());
        topics.put("predictions.topic", TaskConfig::predictions);
        topics.forEach((key, topicOf) -> {
            Map<String, String> owners = new HashMap<>();
            for (TaskConfig task : tasks) {
                String before = owners.putIfAbsent(topicOf.apply(task), task.id());
                if (before != null) {
                    problems.add("task." + task.id() + "." + key + "='" + topicOf.apply(task)
                            + "': required a topic of its own, task '" + before + "' has it too");
                }
            }
        });
        return problems;
    }
}
