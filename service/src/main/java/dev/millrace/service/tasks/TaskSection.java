package dev.millrace.service.tasks;

import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.LabelName;
import dev.millrace.model.spec.LabelTrust;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import dev.millrace.schemas.TopicNames;
import dev.millrace.schemas.fields.FieldPath;
import dev.millrace.schemas.fields.RecordFormat;
import dev.millrace.service.Settings;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The settings {@code task.<id>.…} of one task. */
final class TaskSection {

    static final String PREFIX = "MILLRACE_TASK_";

    private static final int MAX_TOPIC = 249;

    private final Settings settings;
    private final TopicNames names;
    private final String id;

    TaskSection(Settings settings, TopicNames names, String id) {
        this.settings = settings;
        this.names = names;
        this.id = id;
    }

    /** What the variables of that task start with. */
    static String prefix(String id) {
        return PREFIX + id.toUpperCase(Locale.ROOT).replace('-', '_') + "_";
    }

    /** The task; none when its type is missing, which is then recorded as a problem. */
    Optional<TaskConfig> read() {
        Optional<Task> standard = DefaultTasks.ofId(id);
        Optional<TaskType> type = get("TYPE", standard.map(Task::type), TaskSection::type);
        if (type.isEmpty()) {
            if (settings.text(name("TYPE")).isEmpty()) {
                settings.reject("task." + id + ".type: required image or text, got nothing");
            }
            return Optional.empty();
        }
        Task task = new Task(id, type.get());
        return Optional.of(new TaskConfig(
                task,
                input(task),
                labels(task),
                get("LABELLED_TOPIC", names.labelled(task.id()), TaskSection::topic),
                get("PREDICTIONS_TOPIC", names.predictions(task.id()), TaskSection::topic),
                optional("PREDICTIONS_JSON_TOPIC", TaskSection::topic),
                get("LABELS_ALLOWED", Set.of(), TaskSection::labels),
                trust()));
    }

    private InputConfig input(Task task) {
        Optional<String> topic = optional("INPUT_TOPIC", TaskSection::topic);
        InputConfig brought = new InputConfig(
                topic.orElse(names.input(task.id())),
                false,
                get("INPUT_FORMAT", RecordFormat.AUTO, TaskSection::format),
                optional("INPUT_CONTENT", FieldPath::parse),
                get("INPUT_ENCODING", ContentEncoding.AUTO, TaskSection::encoding),
                optional("INPUT_LABEL", FieldPath::parse),
                get("ID", Optional.empty(), TaskSection::id));
        if (topic.isPresent()) {
            rejectPathsInRaw(brought);
            return brought;
        }
        if (!brought.equals(described(brought.topic()))) {
            settings.reject("task." + id + ".input.topic: required where the task's input is described, got nothing");
        }
        return InputConfig.own(names.input(task.id()));
    }

    /** Records of a topic of which nothing more is said. */
    private static InputConfig described(String topic) {
        return new InputConfig(
                topic,
                false,
                RecordFormat.AUTO,
                Optional.empty(),
                ContentEncoding.AUTO,
                Optional.empty(),
                Optional.empty());
    }

    private void rejectPathsInRaw(InputConfig input) {
        boolean hasPath = input.content().isPresent()
                || input.label().isPresent()
                || input.id().isPresent();
        if (input.format() == RecordFormat.RAW && hasPath) {
            settings.reject(
                    "task." + id + ".input.format='raw': required avro, json or auto for records with fields, but"
                            + " a path to a field is set");
        }
    }

    private SourceTrust trust() {
        return new SourceTrust(
                get("INPUT_LABEL_TRUST", Optional.of(SourceTrust.STANDARD_INPUT), TaskSection::ownTrust),
                get("LABELS_TRUST", SourceTrust.STANDARD_LABELS, LabelTrust::parse));
    }

    private static Optional<LabelTrust> ownTrust(String text) {
        if (text.equals("ignore")) {
            return Optional.empty();
        }
        try {
            return Optional.of(LabelTrust.parse(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ", or ignore", e);
        }
    }

    private LabelsConfig labels(Task task) {
        Optional<String> topic = optional("LABELS_TOPIC", TaskSection::topic);
        RecordFormat format = get("LABELS_FORMAT", RecordFormat.AUTO, TaskSection::format);
        Optional<FieldPath> field = optional("LABELS_FIELD", FieldPath::parse);
        Optional<FieldPath> labelId = get("LABELS_ID", Optional.empty(), TaskSection::id);
        if (topic.isEmpty()) {
            if (field.isPresent() || labelId.isPresent() || format != RecordFormat.AUTO) {
                settings.reject("task." + id + ".labels.topic: required where the labels are described, got nothing");
            }
            return LabelsConfig.own(names.labels(task.id()));
        }
        return new LabelsConfig(topic.get(), false, format, field, labelId);
    }

    private <V> V get(String key, V fallback, Function<String, V> parse) {
        return settings.get(name(key), fallback, parse);
    }

    private <V> Optional<V> optional(String key, Function<String, V> parse) {
        return settings.get(name(key), Optional.empty(), text -> Optional.of(parse.apply(text)));
    }

    private String name(String key) {
        return prefix(id) + key;
    }

    private static Optional<TaskType> type(String text) {
        return Optional.of(TaskType.of(text).orElseThrow(() -> new IllegalArgumentException("required image or text")));
    }

    private static RecordFormat format(String text) {
        return RecordFormat.of(text)
                .orElseThrow(() -> new IllegalArgumentException("required auto, avro, json or raw"));
    }

    private static ContentEncoding encoding(String text) {
        return ContentEncoding.of(text)
                .orElseThrow(() -> new IllegalArgumentException("required auto, bytes or base64"));
    }

    private static Optional<FieldPath> id(String text) {
        return text.equals("key") ? Optional.empty() : Optional.of(FieldPath.parse(text));
    }

    private static String topic(String text) {
        if (text.length() > MAX_TOPIC || !text.matches("[a-zA-Z0-9._-]+") || text.matches("\\.{1,2}")) {
            throw new IllegalArgumentException(
                    "required a topic's name of letters, digits, dots, underscores and dashes, at most " + MAX_TOPIC);
        }
        return text;
    }

    private static void requireLabel(String label) {
        LabelName.problem(label).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
    }

    private static Set<String> labels(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .peek(TaskSection::requireLabel)
                .collect(Collectors.toUnmodifiableSet());
    }
}
