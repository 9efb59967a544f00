package dev.millrace.schemas;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** The properties of Confluent's registry client: the operator's, and what Millrace sets where the operator does not. */
final class RegistryProperties {

    /** The client's defaults are one minute for every address. */
    private static final Map<String, String> TIMEOUTS =
            Map.of("http.connect.timeout.ms", "5000", "http.read.timeout.ms", "15000");

    private static final String TLS = "ssl.";

    /** Once it has any other property of TLS, the client accepts the certificate of every host unless this one is set. */
    private static final String HOST_CHECK = TLS + "endpoint.identification.algorithm";

    /** The client reads the properties of TLS under this prefix only. */
    private static final String PREFIX = "schema.registry.";

    private RegistryProperties() {}

    /**
     * Those for the client. The properties of TLS may be given with and without the prefix {@code schema.registry.}
     *
     * @throws ConfigException when a value can't be part of a request; the message does not contain it
     */
    static Map<String, String> of(Map<String, String> given) {
        given.forEach(RegistryProperties::requirePrintable);
        Map<String, String> properties = new HashMap<>(TIMEOUTS);
        given.forEach((name, value) -> properties.put(name.startsWith(TLS) ? PREFIX + name : name, value));
        if (properties.keySet().stream().anyMatch(name -> name.startsWith(PREFIX + TLS))) {
            properties.putIfAbsent(PREFIX + HOST_CHECK, "https");
        }
        return properties;
    }

    /** A token with a line break would be refused by the HTTP client, which repeats it in the message. */
    private static void requirePrintable(String name, String value) {
        if (name.contains("auth") && value.chars().anyMatch(Character::isISOControl)) {
            throw new ConfigException("the registry client's property '" + name
                    + "': required a value without line breaks and other control characters");
        }
    }
}
