package dev.millrace.trainer;

import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.Optimizer;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import dev.millrace.service.Settings;
import dev.millrace.service.tasks.TaskConfig;
import dev.millrace.trainer.examples.Retention;
import dev.millrace.trainer.examples.Shares;
import dev.millrace.trainer.examples.StoreSettings;
import dev.millrace.trainer.gate.GateSettings;
import dev.millrace.trainer.nearcopies.NearCopyRule;
import dev.millrace.trainer.runs.RunSettings;
import dev.millrace.trainer.training.FitPlan;
import dev.millrace.trainer.training.LabelLimits;
import dev.millrace.trainer.training.Schedule;
import dev.millrace.trainer.training.SelectionSettings;
import dev.millrace.trainer.training.StartFrom;
import dev.millrace.trainer.training.TriggerSettings;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How one task's examples are kept, and how its runs work.
 *
 * <p>Each setting of a task {@code frames} is read from {@code MILLRACE_TASK_FRAMES_TRAINER_…}, which is
 * {@code task.frames.trainer.…} in the settings file, else from {@code MILLRACE_TRAINER_FRAMES_…}, else from
 * {@code MILLRACE_TRAINER_…}, else it has its default. The defaults are meant for a live demonstration and for production
 * alike: a few hundred labels make a first model, further ones come as the data grows by a quarter (see
 * {@link TriggerSettings}), and no run takes longer than five minutes.
 */
record TaskSettings(StoreSettings store, RunSettings runs, NetworkSettings network) {

    static TaskSettings from(Settings settings, TaskConfig config) {
        Task task = config.task();
        Source source = new Source(settings, task);
        long seed = source.get("SEED", 1L, Long::valueOf);
        return new TaskSettings(store(source, seed), runs(source, config, seed), NetworkSettings.from(source, task));
    }

    private static StoreSettings store(Source source, long seed) {
        int newest = source.get("NEWEST_EXAMPLES", 200_000, Integer::valueOf);
        int reservoir = source.get("RESERVOIR_EXAMPLES", 100_000, Integer::valueOf);
        double validation = source.get("VALIDATION_SHARE", 0.1, Double::valueOf);
        double gate = source.get("GATE_SHARE", 0.1, Double::valueOf);
        boolean grouped = source.get("NEAR_COPIES", true, TaskSettings::grouped);
        return StoreSettings.of(
                        source.checked(
                                () -> new Retention(newest, reservoir, seed), new Retention(200_000, 100_000, seed)),
                        source.checked(() -> new Shares(validation, gate), Shares.standard()))
                .with(grouped ? nearCopies(source.task().type()) : NearCopyRule.NONE);
    }

    private static NearCopyRule nearCopies(TaskType type) {
        return switch (type) {
            case IMAGE -> NearCopyRule.IMAGE;
            case TEXT -> NearCopyRule.TEXT;
        };
    }

    private static boolean grouped(String text) {
        if (!text.equals("group") && !text.equals("ignore")) {
            throw new IllegalArgumentException("required group or ignore");
        }
        return text.equals("group");
    }

    private static RunSettings runs(Source source, TaskConfig config, long seed) {
        return new RunSettings(
                trigger(source),
                selection(source),
                labels(source, config.allowedLabels()),
                plan(source, seed),
                source.get("START", StartFrom.CHAMPION, TaskSettings::startFrom),
                gate(source));
    }

    private static TriggerSettings trigger(Source source) {
        int minimum = source.get("MIN_EXAMPLES", 500, Integer::valueOf);
        int newLabels = source.get("NEW_LABELS", 500, Integer::valueOf);
        double growth = source.get("GROWTH", 0.25, Double::valueOf);
        Duration interval = source.get("INTERVAL", Duration.ofHours(1), Duration::parse);
        return source.checked(
                () -> new TriggerSettings(minimum, newLabels, growth, interval), TriggerSettings.standard());
    }

    private static SelectionSettings selection(Source source) {
        int perLabel = source.get("MIN_EXAMPLES_PER_LABEL", 10, Integer::valueOf);
        int validation = source.get("MAX_VALIDATION_EXAMPLES", 5_000, Integer::valueOf);
        int gate = source.get("MAX_GATE_EXAMPLES", 10_000, Integer::valueOf);
        return source.checked(
                () -> new SelectionSettings(perLabel, validation, gate), new SelectionSettings(10, 5_000, 10_000));
    }

    private static LabelLimits labels(Source source, Set<String> allowed) {
        int max = source.get("MAX_LABELS", 1_000, Integer::valueOf);
        int maxNew = source.get("MAX_NEW_LABELS", 20, Integer::valueOf);
        return source.checked(() -> new LabelLimits(max, maxNew, allowed), LabelLimits.standard());
    }

    private static GateSettings gate(Source source) {
        double margin = source.get("GATE_MARGIN", 0.0, Double::valueOf);
        double confidence = source.get("GATE_CONFIDENCE", 0.95, Double::valueOf);
        int minimum = source.get("GATE_MIN_EXAMPLES", 30, Integer::valueOf);
        return source.checked(() -> new GateSettings(margin, confidence, minimum), GateSettings.standard());
    }

    private static FitPlan plan(Source source, long seed) {
        FitSettings standard = standardFit(source.task(), seed);
        Schedule schedule = source.get("SCHEDULE", Schedule.COSINE, name -> Schedule.valueOf(upper(name)));
        int patience = source.get("PATIENCE", 3, Integer::valueOf);
        Duration budget = source.get("BUDGET", Duration.ofMinutes(5), Duration::parse);
        return source.checked(
                () -> new FitPlan(fit(source, standard), schedule, patience, Optional.of(budget)),
                new FitPlan(standard, schedule, 3, Optional.of(Duration.ofMinutes(5))));
    }

    private static FitSettings fit(Source source, FitSettings standard) {
        return new FitSettings(
                source.get("OPTIMIZER", standard.optimizer(), name -> Optimizer.valueOf(upper(name))),
                source.get("LEARNING_RATE", standard.learningRate(), Double::valueOf),
                source.get("BATCH_SIZE", standard.batchSize(), Integer::valueOf),
                source.get("EPOCHS", standard.epochs(), Integer::valueOf),
                source.get("DROPOUT", standard.dropout(), Double::valueOf),
                standard.seed());
    }

    private static FitSettings standardFit(Task task, long seed) {
        return task.type() == TaskType.IMAGE
                ? new FitSettings(Optimizer.ADAM, 0.002, 64, 20, 0.5, seed)
                : new FitSettings(Optimizer.ADAM, 0.002, 32, 12, 0.3, seed);
    }

    private static StartFrom startFrom(String text) {
        if (!text.equals("warm") && !text.equals("fresh")) {
            throw new IllegalArgumentException("required warm or fresh");
        }
        return text.equals("warm") ? StartFrom.CHAMPION : StartFrom.FRESH;
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    /** The task's own setting, else the one for all tasks. */
    record Source(Settings settings, Task task) {

        private static final String PREFIX = "MILLRACE_TRAINER_";

        <V> V get(String name, V fallback, Function<String, V> parse) {
            V forAll = settings.get(PREFIX + name, fallback, parse);
            V forTask = settings.get(PREFIX + variable() + "_" + name, forAll, parse);
            return settings.get("MILLRACE_TASK_" + variable() + "_TRAINER_" + name, forTask, parse);
        }

        /**
         * Returns what {@code make} returns. If it refuses its values, records the problem and returns {@code fallback}.
         */
        <V> V checked(Supplier<V> make, V fallback) {
            try {
                return make.get();
            } catch (IllegalArgumentException e) {
                settings.reject(PREFIX + variable() + "_…: " + e.getMessage());
                return fallback;
            }
        }

        private String variable() {
            return upper(task.id()).replace('-', '_');
        }
    }
}
