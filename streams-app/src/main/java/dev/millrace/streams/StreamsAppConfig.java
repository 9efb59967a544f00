package dev.millrace.streams;

import dev.millrace.model.artifact.Bfloat16Agreement;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.onednn.Precision;
import dev.millrace.model.spec.Task;
import dev.millrace.model.text.TextLimits;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.service.ConnectionSettings;
import dev.millrace.service.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the streams app is told, by environment variables behind {@code MILLRACE_STREAMS_}; the connection by those of
 * {@link KafkaConnection}.
 *
 * @param clients CLIENTS: which of labels, image and review run in this process; all by default
 * @param guarantee GUARANTEE: {@code exactly_once_v2} (default) or {@code at_least_once}
 * @param threads THREADS of each client, 1
 * @param batchSize BATCH_SIZE: records a call of the network at the most, 64
 * @param commitInterval COMMIT_INTERVAL, {@code PT0.1S}: under exactly-once predictions are seen once it has passed
 * @param sessionTimeout SESSION_TIMEOUT, {@code PT10S}: after it another process takes over from one that was killed
 * @param stateDirectory STATE_DIR of the label client, {@code /tmp/millrace-streams}
 * @param labelWindow LABEL_WINDOW: for how long a record and its label wait for each other, {@code PT24H}
 * @param labelPartitions LABEL_PARTITIONS of the topics in which they meet, 4; fixed once they exist
 * @param imageLimits MAX_IMAGE_BYTES, MAX_IMAGE_SIDE; {@link ImageLimits#standard}
 * @param textLimits MAX_TEXT_CHARACTERS; {@link TextLimits#standard}
 * @param precision PRECISION: {@code float32} (default) or {@code bfloat16}, which serves only where it is faster, {@link
 *     Precision#orFloat32}, and only models known to answer in it alike, {@link Bfloat16Agreement}
 * @param maxPredictionBytes MAX_PREDICTION_BYTES: key, value and headers of a prediction at the most, 1,000,000
 * @param maxDeadLetterBytes MAX_DEAD_LETTER_BYTES: the same of a dead letter, 1,114,112
 * @param operationsHost OPERATIONS_HOST, {@code 127.0.0.1}
 * @param operationsPort OPERATIONS_PORT, 8080; 0 for any free one
 * @param createTopics CREATE_TOPICS: whether topics that are missing are made at start, true
 * @param partitions PARTITIONS of topics made, 4
 */
public record StreamsAppConfig(
        KafkaConnection connection,
        Set<String> clients,
        String guarantee,
        int threads,
        int batchSize,
        Duration commitInterval,
        Duration sessionTimeout,
        Path stateDirectory,
        Duration labelWindow,
        int labelPartitions,
        ImageLimits imageLimits,
        TextLimits textLimits,
        Precision precision,
        int maxPredictionBytes,
        int maxDeadLetterBytes,
        String operationsHost,
        int operationsPort,
        boolean createTopics,
        int partitions) {

    /** The name of the client that forwards labels. */
    public static final String LABELS = "labels";

    private static final Set<String> CLIENTS = Set.of(LABELS, Task.IMAGE.id(), Task.REVIEW.id());
    private static final Set<String> GUARANTEES = Set.of("exactly_once_v2", "at_least_once");
    private static final int LARGEST_MESSAGE = (1 << 20) + (1 << 16);

    /** @throws dev.millrace.service.InvalidSettingsException naming everything that is wrong */
    public static StreamsAppConfig from(Map<String, String> environment) {
        Settings settings = new Settings(environment);
        StreamsAppConfig config = new StreamsAppConfig(
                ConnectionSettings.from(settings),
                settings.get(name("CLIENTS"), CLIENTS, StreamsAppConfig::clients),
                settings.get(name("GUARANTEE"), "exactly_once_v2", text -> oneOf(GUARANTEES, text)),
                settings.get(name("THREADS"), 1, text -> atLeast(1, text)),
                settings.get(name("BATCH_SIZE"), 64, text -> atLeast(1, text)),
                settings.get(name("COMMIT_INTERVAL"), Duration.ofMillis(100), StreamsAppConfig::duration),
                settings.get(name("SESSION_TIMEOUT"), Duration.ofSeconds(10), StreamsAppConfig::duration),
                settings.get(name("STATE_DIR"), Path.of("/tmp/millrace-streams"), Path::of),
                settings.get(name("LABEL_WINDOW"), Duration.ofDays(1), StreamsAppConfig::duration),
                settings.get(name("LABEL_PARTITIONS"), 4, text -> atLeast(1, text)),
                imageLimits(settings),
                new TextLimits(settings.get(
                        name("MAX_TEXT_CHARACTERS"), TextLimits.standard().maxCharacters(), text -> atLeast(1, text))),
                settings.get(name("PRECISION"), Precision.FLOAT32, StreamsAppConfig::precision),
                settings.get(name("MAX_PREDICTION_BYTES"), 1_000_000, text -> atLeast(1, text)),
                settings.get(name("MAX_DEAD_LETTER_BYTES"), LARGEST_MESSAGE, text -> atLeast(1 << 20, text)),
                settings.get(name("OPERATIONS_HOST"), "127.0.0.1", text -> text),
                settings.get(name("OPERATIONS_PORT"), 8080, text -> atLeast(0, text)),
                settings.get(name("CREATE_TOPICS"), true, StreamsAppConfig::truth),
                settings.get(name("PARTITIONS"), 4, text -> atLeast(1, text)));
        settings.rejectIfInvalid();
        settings.warnOfUnread("MILLRACE_TRAINER_");
        return config;
    }

    private static ImageLimits imageLimits(Settings settings) {
        ImageLimits standard = ImageLimits.standard();
        return new ImageLimits(
                settings.get(name("MAX_IMAGE_BYTES"), standard.maxBytes(), text -> atLeast(1, text)),
                settings.get(name("MAX_IMAGE_SIDE"), standard.maxSide(), text -> atLeast(1, text)));
    }

    private static String name(String setting) {
        return "MILLRACE_STREAMS_" + setting;
    }

    private static Set<String> clients(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .map(client -> oneOf(CLIENTS, client))
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

    private static boolean truth(String text) {
        return oneOf(Set.of("true", "false"), text).equals("true");
    }

    private static Duration duration(String text) {
        Duration duration = Duration.parse(text);
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("required a duration longer than nothing");
        }
        return duration;
    }

    private static int atLeast(int least, String text) {
        int value = Integer.parseInt(text);
        if (value < least) {
            throw new IllegalArgumentException("required at least " + least);
        }
        return value;
    }
}
