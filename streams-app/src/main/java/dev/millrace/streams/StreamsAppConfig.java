package dev.millrace.streams;

import dev.millrace.model.artifact.Bfloat16Agreement;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.onednn.Precision;
import dev.millrace.model.text.TextLimits;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.service.ConnectionSettings;
import dev.millrace.service.Settings;
import dev.millrace.service.tasks.TaskCatalog;
import dev.millrace.service.tasks.TaskChange;
import dev.millrace.service.tasks.TaskConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Configuration of the streams app. Apart from the tasks, each component is set by the environment variable named first in its description, with the
 * prefix {@code MILLRACE_STREAMS_}; {@link ConnectionSettings} lists the variables of the connection.
 *
 * @param connection how to reach Kafka and the schema registry
 * @param catalog all tasks of the installation, see {@link TaskCatalog}
 * @param clients CLIENTS: which clients run in this process; all by default. A task {@code frames} has two: {@code frames}
 *     classifies, {@code frames-labels} forwards what has a label. {@code labels} means the second one of every task
 * @param guarantee GUARANTEE: {@code exactly_once_v2} (default) or {@code at_least_once}
 * @param threads THREADS: stream threads per client, 1
 * @param batchSize BATCH_SIZE: maximum records per inference call, 64
 * @param commitInterval COMMIT_INTERVAL, {@code PT0.1S}: under exactly-once, predictions become visible with each commit
 * @param sessionTimeout SESSION_TIMEOUT, {@code PT10S}: how long until another process takes over from one that was killed
 * @param stateDirectory STATE_DIR: directory of the label client's stores, {@code state}
 * @param labelWindow LABEL_WINDOW: how long a record and its label wait for each other, {@code PT24H}
 * @param labelClockSkew LABEL_CLOCK_SKEW, {@code PT1M}: how much later than a label its record may be, by their timestamps, if no
 *     record of its id is earlier; zero or longer
 * @param labelPartitions LABEL_PARTITIONS: partitions of the label join's repartition topics, 4; can't change once they exist
 * @param standbyReplicas STANDBY_REPLICAS: other processes that keep a copy of each label store, 0
 * @param imageLimits MAX_IMAGE_BYTES, MAX_IMAGE_SIDE (pixels) and MAX_IMAGE_TIME; {@link ImageLimits#standard}
 * @param textLimits MAX_TEXT_CHARACTERS; {@link TextLimits#standard}
 * @param precision PRECISION: {@code float32} (default) or {@code bfloat16}. The latter is used only on processors where it is
 *     faster, see {@link Precision#orFloat32}, and for models known to give the same answers, see {@link Bfloat16Agreement}
 * @param maxPredictionBytes MAX_PREDICTION_BYTES: largest prediction including key and headers, 1,000,000
 * @param maxDeadLetterBytes MAX_DEAD_LETTER_BYTES: largest dead letter including key and headers, 1,114,112
 * @param operationsHost OPERATIONS_HOST: address of the operations endpoint, {@code 127.0.0.1}
 * @param operationsPort OPERATIONS_PORT: port of the operations endpoint, 8080; 0 picks a free one
 * @param createTopics CREATE_TOPICS: whether to create missing topics at startup, true
 * @param partitions PARTITIONS: partitions of created topics, 4
 */
public record StreamsAppConfig(
        KafkaConnection connection,
        TaskCatalog catalog,
        Set<String> clients,
        String guarantee,
        int threads,
        int batchSize,
        Duration commitInterval,
        Duration sessionTimeout,
        Path stateDirectory,
        Duration labelWindow,
        Duration labelClockSkew,
        int labelPartitions,
        int standbyReplicas,
        ImageLimits imageLimits,
        TextLimits textLimits,
        Precision precision,
        int maxPredictionBytes,
        int maxDeadLetterBytes,
        String operationsHost,
        int operationsPort,
        boolean createTopics,
        int partitions) {

    /** The setting of the clients that run in the process. */
    static final String CLIENTS = "MILLRACE_STREAMS_CLIENTS";

    private static final String LABELS = "labels";
    private static final Set<String> GUARANTEES = Set.of("exactly_once_v2", "at_least_once");
    private static final int MAX_MESSAGE_BYTES = (1 << 20) + (1 << 16);

    /**
     * Reads the configuration from {@code environment}.
     *
     * @throws dev.millrace.service.InvalidSettingsException naming all invalid settings
     */
    public static StreamsAppConfig from(Map<String, String> environment) {
        Settings settings = new Settings(environment);
        KafkaConnection connection = ConnectionSettings.from(settings);
        TaskCatalog catalog = TaskCatalog.from(settings, connection.topicNames());
        StreamsAppConfig config = new StreamsAppConfig(
                connection,
                catalog,
                settings.get(CLIENTS, allClients(catalog), text -> clients(text, catalog)),
                settings.get(name("GUARANTEE"), "exactly_once_v2", text -> oneOf(GUARANTEES, text)),
                settings.get(name("THREADS"), 1, text -> atLeast(1, text)),
                settings.get(name("BATCH_SIZE"), 64, text -> atLeast(1, text)),
                settings.get(name("COMMIT_INTERVAL"), Duration.ofMillis(100), StreamsAppConfig::duration),
                settings.get(name("SESSION_TIMEOUT"), Duration.ofSeconds(10), StreamsAppConfig::duration),
                settings.get(name("STATE_DIR"), Path.of("state"), Path::of),
                settings.get(name("LABEL_WINDOW"), Duration.ofDays(1), StreamsAppConfig::duration),
                settings.get(name("LABEL_CLOCK_SKEW"), Duration.ofMinutes(1), StreamsAppConfig::zeroOrLonger),
                settings.get(name("LABEL_PARTITIONS"), 4, text -> atLeast(1, text)),
                settings.get(name("STANDBY_REPLICAS"), 0, text -> atLeast(0, text)),
                imageLimits(settings),
                new TextLimits(settings.get(
                        name("MAX_TEXT_CHARACTERS"), TextLimits.standard().maxCharacters(), text -> atLeast(1, text))),
                settings.get(name("PRECISION"), Precision.FLOAT32, StreamsAppConfig::precision),
                settings.get(name("MAX_PREDICTION_BYTES"), 1_000_000, text -> atLeast(1, text)),
                settings.get(name("MAX_DEAD_LETTER_BYTES"), MAX_MESSAGE_BYTES, text -> atLeast(1 << 20, text)),
                settings.get(name("OPERATIONS_HOST"), "127.0.0.1", text -> text),
                settings.get(name("OPERATIONS_PORT"), 8080, text -> atLeast(0, text)),
                settings.get(name("CREATE_TOPICS"), true, StreamsAppConfig::strictBoolean),
                settings.get(name("PARTITIONS"), 4, text -> atLeast(1, text)));
        settings.rejectIfInvalid();
        catalog.leaveToTrainer(settings);
        settings.warnOfUnread("MILLRACE_TRAINER_");
        return config;
    }

    private static ImageLimits imageLimits(Settings settings) {
        ImageLimits standard = ImageLimits.standard();
        return new ImageLimits(
                settings.get(name("MAX_IMAGE_BYTES"), standard.maxBytes(), text -> atLeast(1, text)),
                settings.get(name("MAX_IMAGE_SIDE"), standard.maxSide(), text -> atLeast(1, text)),
                settings.get(name("MAX_IMAGE_TIME"), standard.maxTime(), StreamsAppConfig::duration));
    }

    private static String name(String setting) {
        return "MILLRACE_STREAMS_" + setting;
    }

    /** The name of the client that forwards what has a label. */
    static String labelsClient(TaskConfig task) {
        return task.labelsClient();
    }

    /** Whether a client of that task runs here. */
    boolean carries(TaskConfig task) {
        return clients.contains(task.id()) || clients.contains(labelsClient(task));
    }

    /**
     * The same settings with other tasks. Tasks that stay keep their clients.
     *
     * @param wanted clients of the new tasks, among others
     */
    StreamsAppConfig changed(TaskChange change, Set<String> wanted) {
        Set<String> stay = new HashSet<>(clients);
        change.removed().forEach(task -> stay.removeAll(clientsOf(task).toList()));
        change.added().stream()
                .flatMap(StreamsAppConfig::clientsOf)
                .filter(wanted::contains)
                .forEach(stay::add);
        return with(change.catalog(), Set.copyOf(stay));
    }

    /** The same settings with these tasks and clients. */
    StreamsAppConfig with(TaskCatalog tasks, Set<String> carried) {
        return new StreamsAppConfig(
                connection,
                tasks,
                carried,
                guarantee,
                threads,
                batchSize,
                commitInterval,
                sessionTimeout,
                stateDirectory,
                labelWindow,
                labelClockSkew,
                labelPartitions,
                standbyReplicas,
                imageLimits,
                textLimits,
                precision,
                maxPredictionBytes,
                maxDeadLetterBytes,
                operationsHost,
                operationsPort,
                createTopics,
                partitions);
    }

    private static Stream<String> clientsOf(TaskConfig task) {
        return Stream.of(task.id(), labelsClient(task));
    }

    private static Set<String> allClients(TaskCatalog catalog) {
        return catalog.tasks().stream().flatMap(StreamsAppConfig::clientsOf).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> clients(String text, TaskCatalog catalog) {
        Set<String> all = new HashSet<>(allClients(catalog));
        Set<String> allLabels =
                catalog.tasks().stream().map(StreamsAppConfig::labelsClient).collect(Collectors.toSet());
        all.add(LABELS);
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .map(client -> oneOf(all, client))
                .flatMap(client -> client.equals(LABELS) ? allLabels.stream() : Stream.of(client))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String oneOf(Set<String> allowed, String text) {
        if (!allowed.contains(text)) {
            throw new IllegalArgumentException(
                    "required one of " + allowed.stream().sorted().toList());
        }
        return text;
    }

    private static Precision precision(String text) {
        return Arrays.stream(Precision.values())
                .filter(precision -> precision.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("required float32 or bfloat16"));
    }

    private static boolean strictBoolean(String text) {
        return oneOf(Set.of("true", "false"), text).equals("true");
    }

    private static Duration zeroOrLonger(String text) {
        Duration duration = Duration.parse(text);
        if (duration.isNegative()) {
            throw new IllegalArgumentException("required a duration of zero or longer");
        }
        return duration;
    }

    private static Duration duration(String text) {
        Duration duration = Duration.parse(text);
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("required a duration longer than zero");
        }
        return duration;
    }

    private static int atLeast(int minimum, String text) {
        int value = Integer.parseInt(text);
        if (value < minimum) {
            throw new IllegalArgumentException("required at least " + minimum);
        }
        return value;
    }
}
