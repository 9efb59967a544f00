package dev.millrace.schemas;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.apache.avro.Schema;

/** Another registry client: it uses the REST API, and shares no code with ours. */
record ForeignClient(String url) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** The status of the answer: 200, or 409 when the subject's level forbids the schema. */
    int register(String subject, Schema schema) {
        String text = schema.toString().replace("\"", "\\\"");
        return send("POST", "/subjects/" + subject + "/versions", "{\"schema\":\"" + text + "\"}")
                .statusCode();
    }

    /** The status of the answer. */
    int setLevel(String subject, String level) {
        return send("PUT", "/config/" + subject, "{\"compatibility\":\"" + level + "\"}")
                .statusCode();
    }

    /** As the registry words it, such as {@code {"compatibilityLevel":"BACKWARD"}}. */
    String level(String subject) {
        return send("GET", "/config/" + subject, "").body();
    }

    private HttpResponse<String> send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("the registry does not answer on " + url + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the registry was asked", e);
        }
    }
}
