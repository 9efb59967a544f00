package dev.millrace.drills.poison;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
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
 * Registers schemas that Millrace's own serdes never would: in the topic's subject, whose compatibility level somebody has
 * switched off, or under a subject of their own.
 *
 * @param url of the registry
 * @param topic of the records
 */
public record ForeignSchemas(String url, String topic) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Registers an Avro schema in the topic's subject and returns its id. */
    public int avro(String name, String schema) {
        String subject = topic + "-value";
        send("PUT", "/config/" + encoded(subject), Map.of("compatibility", "NONE"), subject);
        return register(subject, name, Map.of("schema", schema));
    }

    /** Registers an Avro schema under another subject and returns its id. */
    int elsewhere(String name, String schema) {
        return register(own(name), name, Map.of("schema", schema));
    }

    /** Registers a JSON schema and returns its id. */
    int json(String name, String schema) {
        return register(own(name), name, Map.of("schema", schema, "schemaType", "JSON"));
    }

    /** Registers a Protobuf schema and returns its id. */
    int protobuf(String name, String schema) {
        return register(own(name), name, Map.of("schema", schema, "schemaType", "PROTOBUF"));
    }

    private String own(String name) {
        return topic + "-poison-" + name;
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8);
    }

    private int register(String subject, String name, Map<String, String> schema) {
        return send("POST", "/subjects/" + encoded(subject) + "/versions", schema, name)
                .required("id")
                .intValue();
    }

    private JsonNode send(String method, String path, Map<String, String> body, String name) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .timeout(PATIENCE)
                .method(method, HttpRequest.BodyPublishers.ofString(text(body)))
                .build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("the registry refused '" + name + "': " + answer.body());
            }
            return JSON.readTree(answer.body());
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
