package dev.millrace.trainer;

import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.publish.RollbackHorizon;
import dev.millrace.modelregistry.publish.VersionRetention;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.service.ConnectionSettings;
import dev.millrace.service.InvalidSettingsException;
import dev.millrace.service.Settings;
import dev.millrace.service.tasks.TaskCatalog;
import dev.millrace.service.tasks.TaskChange;
import dev.millrace.service.tasks.TaskConfig;
import dev.millrace.trainer.examples.ExampleStoreException;
import dev.millrace.trainer.examples.StoredShares;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The trainer's settings; those of Kafka and the registry are {@link KafkaConnection}'s, and the tasks {@link TaskCatalog}'s.
 *
 * <p>{@code MILLRACE_TRAINER_TASKS} (all), {@code MILLRACE_DATA_DIR} (data), {@code MILLRACE_TRAINER_THREADS} (the
 * processors), {@code MILLRACE_TRAINER_CONCURRENT_RUNS} (1), {@code MILLRACE_TRAINER_KEEP_VERSIONS} (5),
 * {@code MILLRACE_TRAINER_KEEP_BYTES} (268435456),
 * {@code MILLRACE_TRAINER_OPERATIONS_HOST} (127.0.0.1), {@code MILLRACE_TRAINER_OPERATIONS_PORT} (8082).
 *
 * <p>For each task or for all: START (warm or fresh), MIN_EXAMPLES, NEW_LABELS, GROWTH, INTERVAL, BUDGET, EPOCHS, PATIENCE,
 * OPTIMIZER, LEARNING_RATE, SCHEDULE, BATCH_SIZE, DROPOUT, SEED, MIN_EXAMPLES_PER_LABEL, MAX_LABELS, MAX_NEW_LABELS, MAX_VALIDATION_EXAMPLES,
 * MAX_GATE_EXAMPLES, GATE_MARGIN, GATE_CONFIDENCE, GATE_MIN_EXAMPLES, VALIDATION_SHARE, GATE_SHARE, NEAR_COPIES (group or ignore),
 * NEWEST_EXAMPLES and RESERVOIR_EXAMPLES, as {@code MILLRACE_TRAINER_IMAGE_EPOCHS} or {@code MILLRACE_TRAINER_EPOCHS}. Tasks of images have SIDE
 * (32), FLIP (true), SHIFT (2) and ROTATION (0) besides, tasks of texts MAX_WORDS (10000), MAX_TOKENS (250), WINDOW (60),
 * WORD_DROPOUT (0.2) and TOKENIZER (auto, unicode or basic).
 *
 * @param catalog all tasks of the installation
 * @param tasks those that this process trains
 * @param settings by task id, of all tasks of the installation
 * @param threads number of threads per fit
 * @param concurrentRuns number of tasks that may be fitted at the same time
 */
public record TrainerConfig(
        KafkaConnection connection,
        TaskCatalog catalog,
        List<TaskConfig> tasks,
        Map<String, TaskSettings> settings,
        Path dataDirectory,
        int threads,
        int concurrentRuns,
        VersionRetention retention,
        String operationsHost,
        int operationsPort) {

    /** The setting of the tasks that the process trains. */
    static final String TASKS = "MILLRACE_TRAINER_TASKS";

    public TrainerConfig {
        tasks = List.copyOf(tasks);
        settings = Map.copyOf(settings);
    }

    /**
     * Reads the configuration from {@code environment}.
     *
     * @throws dev.millrace.service.InvalidSettingsException naming everything that is wrong
     */
    public static TrainerConfig from(Map<String, String> environment) {
        Settings settings = new Settings(environment);
        KafkaConnection connection = ConnectionSettings.from(settings);
        TaskCatalog catalog = TaskCatalog.from(settings, connection.topicNames());
        Map<String, TaskSettings> taskSettings = new HashMap<>();
        catalog.tasks().forEach(task -> taskSettings.put(task.id(), TaskSettings.from(settings, task)));
        TrainerConfig config = new TrainerConfig(
                connection,
                catalog,
                settings.get(TASKS, catalog.tasks(), text -> tasks(text, catalog)),
                taskSettings,
                settings.get("MILLRACE_DATA_DIR", Path.of("data"), Path::of),
                settings.get("MILLRACE_TRAINER_THREADS", Runtime.getRuntime().availableProcessors(), within(1, 1_024)),
                settings.get("MILLRACE_TRAINER_CONCURRENT_RUNS", 1, within(1, 1_024)),
                retention(settings),
                settings.get("MILLRACE_TRAINER_OPERATIONS_HOST", "127.0.0.1", host -> host),
                settings.get("MILLRACE_TRAINER_OPERATIONS_PORT", 8082, within(0, 65_535)));
        settings.rejectIfInvalid();
        settings.warnOfUnread("MILLRACE_STREAMS_");
        return config;
    }

    private static VersionRetention retention(Settings settings) {
        return new VersionRetention(
                settings.get("MILLRACE_TRAINER_KEEP_VERSIONS", 5, within(1, 10_000)),
                settings.get(
                        "MILLRACE_TRAINER_KEEP_BYTES",
                        new RollbackHorizon(256 << 20),
                        text -> new RollbackHorizon(Long.parseLong(text))));
    }

    /** Names of the tasks that this process trains. */
    Set<String> ids() {
        return tasks.stream().map(TaskConfig::id).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The same settings with other tasks. Tasks that stay keep their settings.
     *
     * @param wanted has the settings of the new tasks
     */
    TrainerConfig changed(TaskChange change, TrainerConfig wanted) {
        Map<String, TaskSettings> changed = new HashMap<>(wanted.settings);
        changed.putAll(settings);
        Set<String> here = change.added().stream()
                .map(TaskConfig::id)
                .filter(wanted.ids()::contains)
                .collect(Collectors.toSet());
        here.addAll(ids());
        List<TaskConfig> trained = change.catalog().tasks().stream()
                .filter(task -> here.contains(task.id()))
                .toList();
        return with(change.catalog(), trained, changed);
    }

    /** The same settings for a process that trains only these tasks. */
    TrainerConfig only(List<TaskConfig> trained) {
        return with(catalog, trained, settings);
    }

    private TrainerConfig with(TaskCatalog all, List<TaskConfig> trained, Map<String, TaskSettings> ofTasks) {
        return new TrainerConfig(
                connection,
                all,
                trained,
                ofTasks,
                dataDirectory,
                threads,
                concurrentRuns,
                retention,
                operationsHost,
                operationsPort);
    }

    /** How that task's examples are kept and its runs go. */
    TaskSettings settings(Task task) {
        return Objects.requireNonNull(settings.get(task.id()), () -> "no settings for task " + task);
    }

    /** The directory of a task's example store. */
    Path storeDirectory(Task task) {
        return dataDirectory.resolve("examples").resolve(connection.topicNames().prefix() + task.id());
    }

    /**
     * Compares the shares of validation and gate examples with those of the stores of the tasks that this process trains.
     *
     * @throws InvalidSettingsException naming every store that was made with others
     */
    void rejectOtherShares() {
        List<String> problems = new ArrayList<>();
        for (TaskConfig task : tasks) {
            try {
                StoredShares.problem(
                                storeDirectory(task.task()),
                                settings(task.task()).store().shares())
                        .ifPresent(problem -> problems.add("task '" + task.id() + "': " + problem));
            } catch (ExampleStoreException e) {
                problems.add("task '" + task.id() + "': " + e.getMessage());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }

    private static List<TaskConfig> tasks(String text, TaskCatalog catalog) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .distinct()
                .map(id -> catalog.find(id)
                        .orElseThrow(() -> new IllegalArgumentException("required some of " + catalog.ids())))
                .toList();
    }

    static Function<String, Integer> within(int least, int most) {
        return text -> {
            int value = Integer.parseInt(text);
            if (value < least || value > most) {
                throw new IllegalArgumentException("required " + least + " to " + most);
            }
            return value;
        };
    }

    static boolean strictBoolean(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("required true or false");
        }
        return Boolean.parseBoolean(text);
    }
}
