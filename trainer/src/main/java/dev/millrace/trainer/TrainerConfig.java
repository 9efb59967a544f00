package dev.millrace.trainer;

import dev.millrace.model.image.ImageAugmentation;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TextArchitecture;
import dev.millrace.model.text.TextAugmentation;
import dev.millrace.modelregistry.publish.VersionRetention;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.service.ConnectionSettings;
import dev.millrace.service.Settings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The trainer's settings, read from the environment; {@link KafkaConnection} reads those of Kafka and the registry.
 *
 * <p>{@code MILLRACE_TRAINER_TASKS} (image,review), {@code MILLRACE_DATA_DIR} (data), {@code MILLRACE_TRAINER_THREADS}
 * (number of processors), {@code MILLRACE_TRAINER_CONCURRENT_RUNS} (1), {@code MILLRACE_TRAINER_KEEP_VERSIONS} (5),
 * {@code MILLRACE_TRAINER_OPERATIONS_HOST} (127.0.0.1), {@code MILLRACE_TRAINER_OPERATIONS_PORT} (8082).
 *
 * <p>The networks' shapes: {@code MILLRACE_TRAINER_IMAGE_SIDE} (32), {@code …_IMAGE_FLIP} (true), {@code …_IMAGE_SHIFT}
 * (2), {@code …_IMAGE_ROTATION} (0), {@code …_REVIEW_MAX_WORDS} (10000), {@code …_REVIEW_MAX_TOKENS} (250),
 * {@code …_REVIEW_WINDOW} (60), {@code …_REVIEW_WORD_DROPOUT} (0.2).
 *
 * <p>For one task or for both, such as {@code MILLRACE_TRAINER_IMAGE_EPOCHS} or {@code MILLRACE_TRAINER_EPOCHS}: START
 * (warm or fresh), MIN_EXAMPLES, NEW_LABELS, GROWTH, INTERVAL, BUDGET, EPOCHS, PATIENCE, OPTIMIZER, LEARNING_RATE,
 * SCHEDULE, BATCH_SIZE, DROPOUT, SEED, MIN_EXAMPLES_PER_LABEL, MAX_VALIDATION_EXAMPLES, MAX_GATE_EXAMPLES, GATE_MARGIN,
 * GATE_CONFIDENCE, GATE_MIN_EXAMPLES, VALIDATION_SHARE, GATE_SHARE, NEWEST_EXAMPLES and RESERVOIR_EXAMPLES.
 *
 * @param threads number of threads per fit
 * @param concurrentRuns number of tasks that may be fitted at the same time
 */
public record TrainerConfig(
        KafkaConnection connection,
        List<Task> tasks,
        Path dataDirectory,
        TaskSettings image,
        TaskSettings review,
        ImageArchitecture imageArchitecture,
        ImageAugmentation imageAugmentation,
        TextArchitecture textArchitecture,
        TextAugmentation textAugmentation,
        int threads,
        int concurrentRuns,
        VersionRetention retention,
        String operationsHost,
        int operationsPort) {

    public TrainerConfig {
        tasks = List.copyOf(tasks);
    }

    /**
     * Reads and checks all settings.
     *
     * @throws dev.millrace.service.InvalidSettingsException naming every problem
     */
    public static TrainerConfig from(Map<String, String> environment) {
        Settings settings = new Settings(environment);
        TextArchitecture text = TextArchitecture.standard();
        TrainerConfig config = new TrainerConfig(
                ConnectionSettings.from(settings),
                settings.get("MILLRACE_TRAINER_TASKS", List.of(Task.values()), TrainerConfig::tasks),
                settings.get("MILLRACE_DATA_DIR", Path.of("data"), Path::of),
                TaskSettings.from(settings, Task.IMAGE),
                TaskSettings.from(settings, Task.REVIEW),
                settings.get("MILLRACE_TRAINER_IMAGE_SIDE", ImageArchitecture.standard(), TrainerConfig::ofSide),
                imageAugmentation(settings),
                new TextArchitecture(
                        settings.get("MILLRACE_TRAINER_REVIEW_MAX_WORDS", text.maxWords(), within(3, 1_000_000)),
                        settings.get("MILLRACE_TRAINER_REVIEW_MAX_TOKENS", text.maxTokens(), within(1, 10_000)),
                        text.embeddingSize(),
                        text.lstmUnits()),
                textAugmentation(settings),
                settings.get("MILLRACE_TRAINER_THREADS", Runtime.getRuntime().availableProcessors(), within(1, 1_024)),
                settings.get("MILLRACE_TRAINER_CONCURRENT_RUNS", 1, within(1, 1_024)),
                new VersionRetention(settings.get("MILLRACE_TRAINER_KEEP_VERSIONS", 5, within(1, 10_000))),
                settings.get("MILLRACE_TRAINER_OPERATIONS_HOST", "127.0.0.1", host -> host),
                settings.get("MILLRACE_TRAINER_OPERATIONS_PORT", 8082, within(0, 65_535)));
        settings.rejectIfInvalid();
        settings.warnOfUnread("MILLRACE_STREAMS_");
        return config;
    }

    TaskSettings settings(Task task) {
        return task == Task.IMAGE ? image : review;
    }

    /** The directory of a task's example store. */
    Path storeDirectory(Task task) {
        return dataDirectory.resolve("examples").resolve(connection.topicNames().prefix() + task.id());
    }

    private static List<Task> tasks(String text) {
        List<Task> tasks = Arrays.stream(text.split(",", -1))
                .map(id -> Task.ofId(id.strip())
                        .orElseThrow(() -> new IllegalArgumentException("required image, review or both")))
                .toList();
        return tasks.stream().distinct().toList();
    }

    private static ImageArchitecture ofSide(String text) {
        ImageArchitecture standard = ImageArchitecture.standard();
        return new ImageArchitecture(
                Integer.parseInt(text), standard.firstFilters(), standard.secondFilters(), standard.denseUnits());
    }

    private static ImageAugmentation imageAugmentation(Settings settings) {
        return new ImageAugmentation(
                settings.get("MILLRACE_TRAINER_IMAGE_FLIP", true, TrainerConfig::strictBoolean),
                settings.get("MILLRACE_TRAINER_IMAGE_SHIFT", 2, within(0, 64)),
                settings.get("MILLRACE_TRAINER_IMAGE_ROTATION", 0, within(0, 45)));
    }

    private static TextAugmentation textAugmentation(Settings settings) {
        int window = settings.get("MILLRACE_TRAINER_REVIEW_WINDOW", 60, within(1, 10_000));
        return settings.get(
                "MILLRACE_TRAINER_REVIEW_WORD_DROPOUT",
                new TextAugmentation(window, 0.2),
                share -> new TextAugmentation(window, Double.parseDouble(share)));
    }

    private static Function<String, Integer> within(int least, int most) {
        return text -> {
            int value = Integer.parseInt(text);
            if (value < least || value > most) {
                throw new IllegalArgumentException("required " + least + " to " + most);
            }
            return value;
        };
    }

    private static boolean strictBoolean(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("required true or false");
        }
        return Boolean.parseBoolean(text);
    }
}
