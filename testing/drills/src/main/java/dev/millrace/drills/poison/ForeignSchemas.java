package dev.millrace.drills.poison;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * Registers schemas that Millrace's own serdes never would, each under its own subject, where the registry accepts it.
 *
 * @param url of the registry
 * @param prefix of the subjects
 */
public record ForeignSchemas(String url, String prefix) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Registers an Avro schema and returns its id. */
    public int avro(String name, String schema) {
        return register(name, Map.of("schema", schema));
    }

    /** Registers a JSON schema and returns its id. */
    int json(String name, String schema) {
        return register(name, Map.of("schema", schema, "schemaType", "JSON"));
    }

    /** Registers a Protobuf schema and returns its id. */
    int protobuf(String name, String schema) {
        return register(name, Map.of("schema", schema, "schemaType", "PROTOBUF"));
    }

    private int register(String name, Map<String, String> schema) {
        String subject = URLEncoder.encode(prefix + "-poison-" + name, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/subjects/" + subject + "/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(text(schema)))
                .build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("the registry refused schema '" + name + "': " + answer.body());
            }
            return JSON.readTree(answer.body()).required("id").intValue();
        } catch (IOException e) {
            throw new UncheckedIOException("the registry did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the registry", e);
        }
    }

    private static String text(Map<String, String> schema) {
        try {
            return JSON.writeValueAsString(schema);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts can't be written", e);
        }
    }
}
