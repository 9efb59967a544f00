package dev.millrace.cli.quickstart;

import dev.millrace.schemas.KafkaConnection;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The environments of the trainer and the streams app. Settings in the quickstart's own environment override those of
 * the demonstration, but not the addresses of the quickstart's own processes.
 */
final class ServiceSettings implements ServiceEnvironments {

    private static final String TRAINER = "MILLRACE_TRAINER_";
    private static final String STREAMS = "MILLRACE_STREAMS_";

    private final Map<String, String> inherited;
    private final KafkaConnection connection;

    ServiceSettings(Map<String, String> inherited, KafkaConnection connection) {
        this.inherited = Map.copyOf(inherited);
        this.connection = connection;
    }

    @Override
    public Map<String, String> trainer(Path folder) {
        Map<String, String> settings = new HashMap<>();
        // First models soon, better ones as the data grows, and no run that blocks the other task for long.
        settings.put(TRAINER + "IMAGE_MIN_EXAMPLES", "1200");
        settings.put(TRAINER + "REVIEW_MIN_EXAMPLES", "600");
        settings.put(TRAINER + "NEW_LABELS", "600");
        settings.put(TRAINER + "GROWTH", "0.3");
        settings.put(TRAINER + "IMAGE_BUDGET", "PT40S");
        settings.put(TRAINER + "REVIEW_BUDGET", "PT25S");
        settings.put(TRAINER + "PATIENCE", "2");
        // Settings that prevent overfitting on tens of thousands of reviews prevent learning from hundreds.
        settings.put(TRAINER + "IMAGE_LEARNING_RATE", "0.001");
        settings.put(TRAINER + "REVIEW_LEARNING_RATE", "0.001");
        settings.put(TRAINER + "REVIEW_EPOCHS", "5");
        settings.put(TRAINER + "REVIEW_DROPOUT", "0");
        settings.put(TRAINER + "REVIEW_WINDOW", "250");
        settings.put(TRAINER + "REVIEW_WORD_DROPOUT", "0");
        settings.put("OMP_NUM_THREADS", "1");
        settings.putAll(withoutMillrace(TRAINER));
        settings.putAll(common());
        settings.put("MILLRACE_DATA_DIR", folder.toString());
        settings.put(TRAINER + "OPERATIONS_PORT", "0");
        return settings;
    }

    @Override
    public Map<String, String> streamsApp(Path folder) {
        Map<String, String> settings = new HashMap<>();
        settings.put("OMP_NUM_THREADS", "1");
        settings.putAll(withoutMillrace(STREAMS));
        settings.putAll(common());
        settings.put(STREAMS + "STATE_DIR", folder.toString());
        settings.put(STREAMS + "OPERATIONS_PORT", "0");
        return settings;
    }

    /** The environment of a process that needs no settings. */
    static Map<String, String> withoutMillrace(Map<String, String> environment) {
        Map<String, String> settings = new HashMap<>(environment);
        settings.keySet().removeIf(name -> name.startsWith("MILLRACE_"));
        return settings;
    }

    private Map<String, String> common() {
        return Map.of(
                "MILLRACE_BOOTSTRAP_SERVERS",
                connection.bootstrapServers(),
                "MILLRACE_REGISTRY_URL",
                connection.registryUrl(),
                // A killed process is considered dead after 6 seconds instead of 45, so that users need not wait.
                "MILLRACE_KAFKA_SESSION_TIMEOUT_MS",
                "6000",
                "MILLRACE_KAFKA_HEARTBEAT_INTERVAL_MS",
                "1500");
    }

    private Map<String, String> withoutMillrace(String but) {
        Map<String, String> settings = new HashMap<>(inherited);
        settings.keySet().removeIf(name -> name.startsWith("MILLRACE_") && !name.startsWith(but));
        return settings;
    }
}
