package dev.millrace.schemas;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/** Another registry client: it uses the REST API, and shares no code with ours. */
record ForeignClient(String url) {

    private static final Pattern ID = Pattern.compile("\"id\":\\s*(\\d+)");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** The status of the answer: 200, or 409 when the subject's level forbids the schema. */
    int register(String subject, Schema schema) {
        return register(subject, schema.toString());
    }

    /** The same with the schema as somebody wrote it down. */
    int register(String subject, String schema) {
        String text = schema.replace("\"", "\\\"").replace("\n", "\\n");
        return send("POST", "/subjects/" + subject + "/versions", "{\"schema\":\"" + text + "\"}")
                .statusCode();
    }

    /** Registers a JSON Schema; returns its id. */
    int registerJson(String subject, String schema) {
        String text = schema.replace("\"", "\\\"");
        String body = send(
                        "POST",
                        "/subjects/" + subject + "/versions",
                        "{\"schemaType\":\"JSON\",\"schema\":\"" + text + "\"}")
                .body();
        Matcher id = ID.matcher(body);
        if (!id.find()) {
            throw new IllegalStateException("required an id, got " + body);
        }
        return Integer.parseInt(id.group(1));
    }

    /** The schema id of the subject's newest version. */
    int newestId(String subject) {
        String body =
                send("GET", "/subjects/" + subject + "/versions/latest", "").body();
        Matcher id = ID.matcher(body);
        if (!id.find()) {
            throw new IllegalStateException("required an id, got " + body);
        }
        return Integer.parseInt(id.group(1));
    }

    /** The status of the answer. */
    int setLevel(String subject, String level) {
        return send("PUT", "/config/" + subject, "{\"compatibility\":\"" + level + "\"}")
                .statusCode();
    }

    /** The numbers of the subject's versions, as the registry words them: {@code [1,2]}. */
    String versions(String subject) {
        return send("GET", "/subjects/" + subject + "/versions", "").body();
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
