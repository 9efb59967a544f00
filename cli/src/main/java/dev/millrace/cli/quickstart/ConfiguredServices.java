package dev.millrace.cli.quickstart;

import dev.millrace.schemas.KafkaConnection;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Services with the user's own settings, those of the settings file included. Only the addresses of Kafka and the registry
 * and the folders are the local system's.
 */
final class ConfiguredServices implements ServiceEnvironments {

    private final Map<String, String> inherited;
    private final KafkaConnection connection;

    ConfiguredServices(Map<String, String> inherited, KafkaConnection connection) {
        this.inherited = Map.copyOf(inherited);
        this.connection = connection;
    }

    @Override
    public Map<String, String> trainer(Path folder) {
        return with("MILLRACE_DATA_DIR", folder);
    }

    @Override
    public Map<String, String> streamsApp(Path folder) {
        return with("MILLRACE_STREAMS_STATE_DIR", folder);
    }

    private Map<String, String> with(String name, Path folder) {
        Map<String, String> settings = new HashMap<>(inherited);
        settings.put("OMP_NUM_THREADS", "1");
        settings.put("MILLRACE_BOOTSTRAP_SERVERS", connection.bootstrapServers());
        settings.put("MILLRACE_REGISTRY_URL", connection.registryUrl());
        // What the user's own cluster requires does not hold for the local one.
        settings.put("MILLRACE_KAFKA_SECURITY_PROTOCOL", "PLAINTEXT");
        settings.put("MILLRACE_AUTO_REGISTER_SCHEMAS", "true");
        settings.put("MILLRACE_STREAMS_CREATE_TOPICS", "true");
        settings.put(name, folder.toString());
        return settings;
    }
}
