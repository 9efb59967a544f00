package dev.millrace.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.RestService;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.apache.flink.avro.shaded.com.fasterxml.jackson.core.type.TypeReference;

/**
 * Confluent's own registry client, under the only package name that Maven Central has.
 *
 * <p>Schemas are passed as text, because the client's Avro is relocated too. Thread-safe.
 */
final class RegistryClient implements AutoCloseable {

    /**
     * Error codes of Confluent's REST API: subject, version, schema not found. A plain 404 is not one of them: a wrong
     * address or a proxy also answers 404, and every record would count as unreadable.
     */
    private static final Set<Integer> NOT_FOUND = Set.of(40401, 40402, 40403);

    /** In addition to {@link #NOT_FOUND}, the answer for a subject without its own level. */
    private static final int NO_LEVEL = 40408;

    private static final String AVRO = "AVRO";

    private static final Map<String, String> JSON = Map.of("Accept", "application/json");
    private static final TypeReference<List<Map<String, Object>>> OBJECTS = new TypeReference<>() {};

    private static final int SCHEMAS_A_SUBJECT = 1000;

    private final RestService service;
    private final CachedSchemaRegistryClient client;

    /**
     * @param urls of the registry, separated by commas
     * @param properties of Confluent's client, see {@link RegistryProperties}
     */
    RegistryClient(String urls, Map<String, String> properties) {
        List<String> servers = Arrays.stream(urls.split(",")).map(String::strip).toList();
        this.service = new RestService(servers);
        this.client = new CachedSchemaRegistryClient(service, SCHEMAS_A_SUBJECT, RegistryProperties.of(properties));
    }

    /**
     * The whole schema, including the types that it refers to.
     *
     * @throws UnknownSchemaException when no schema has that id
     * @throws MalformedRecordException when it is not an Avro schema
     */
    String schema(int id) throws IOException {
        try {
            String language = service.getId(id).getSchemaType();
            if (!AVRO.equals(language)) {
                throw new MalformedRecordException("required an Avro schema, schema id " + id + " is " + language);
            }
            return client.getSchemaById(id).rawSchema().toString();
        } catch (RestClientException e) {
            throw refused("schema id " + id, e);
        }
    }

    /** The language of the schema with that id, such as {@code AVRO}. */
    String language(int id) throws IOException {
        try {
            return service.getId(id).getSchemaType();
        } catch (RestClientException e) {
            throw refused("schema id " + id, e);
        }
    }

    /**
     * The subjects that have the schema with that id, those with a deleted version of it included: records outlive versions.
     *
     * @throws UnknownSchemaException when no schema has that id
     */
    Set<String> subjects(int id) throws IOException {
        try {
            return service
                    .httpRequest("/schemas/ids/" + id + "/versions?deleted=true", "GET", null, JSON, OBJECTS)
                    .stream()
                    .map(version -> String.valueOf(version.get("subject")))
                    .collect(Collectors.toSet());
        } catch (RestClientException e) {
            throw refused("schema id " + id, e);
        }
    }

    /** The id of the subject's newest version; none when the subject has none. */
    Optional<Integer> newest(String subject) throws IOException {
        try {
            return Optional.of(service.getLatestVersion(subject).getId());
        } catch (RestClientException e) {
            if (NOT_FOUND.contains(e.getErrorCode())) {
                return Optional.empty();
            }
            throw refused("subject '" + subject + "'", e);
        }
    }

    /** The id of a schema in its subject; none when the subject does not have it. */
    Optional<Integer> find(String subject, String schema) throws IOException {
        try {
            return Optional.of(client.getId(subject, new AvroSchema(schema)));
        } catch (RestClientException e) {
            if (NOT_FOUND.contains(e.getErrorCode())) {
                return Optional.empty();
            }
            throw refused("the schema of subject '" + subject + "'", e);
        }
    }

    /**
     * The id of the schema with that GUID, that of the default context where it has several.
     *
     * @throws UnknownSchemaException when the registry knows no such schema, or no GUIDs at all
     */
    int idOf(UUID guid) throws IOException {
        try {
            return GuidSchema.preferred(
                            service.httpRequest("/schemas/guids/" + guid + "/ids", "GET", null, JSON, OBJECTS))
                    .orElseThrow(() -> new UnknownSchemaException("the registry does not know schema GUID " + guid));
        } catch (RestClientException e) {
            if (e.getStatus() == 404
                    && !NOT_FOUND.contains(e.getErrorCode())
                    && !schemaTypes().isEmpty()) {
                throw new UnknownSchemaException("the registry can't look up schema GUID " + guid
                        + ", it is too old for GUIDs; have producers write schema ids");
            }
            throw refused("schema GUID " + guid, e);
        }
    }

    /** @throws IncompatibleSchemaException when the subject's compatibility forbids it */
    int register(String subject, String schema) throws IOException {
        try {
            return client.register(subject, new AvroSchema(schema));
        } catch (RestClientException e) {
            if (e.getStatus() == 409) {
                throw new IncompatibleSchemaException(subject, e);
            }
            throw refused("the schema of subject '" + subject + "'", e);
        }
    }

    /** Whether the subject has neither a version nor its own compatibility level. */
    boolean isUnused(String subject) throws IOException {
        return isAbsent("the versions of subject '" + subject + "'", () -> service.getAllVersions(subject))
                && isAbsent("the compatibility of subject '" + subject + "'", () -> service.getConfig(subject));
    }

    /** The schema ids of the subject's newest versions, newest first; none where there is no such subject. */
    List<Integer> newestIds(String subject, int limit) throws IOException {
        List<Integer> ids = new ArrayList<>();
        try {
            List<Integer> versions = new ArrayList<>(service.getAllVersions(subject));
            versions.sort(Collections.reverseOrder());
            for (int version : versions.subList(0, Math.min(limit, versions.size()))) {
                ids.add(service.getVersion(subject, version).getId());
            }
        } catch (RestClientException e) {
            if (!NOT_FOUND.contains(e.getErrorCode())) {
                throw refused("the versions of subject '" + subject + "'", e);
            }
        }
        return ids;
    }

    /** Whether the subject's oldest version has that schema id. */
    boolean isOldest(String subject, int id) throws IOException {
        try {
            int oldest = Collections.min(service.getAllVersions(subject));
            return service.getVersion(subject, oldest).getId() == id;
        } catch (RestClientException e) {
            throw refused("the versions of subject '" + subject + "'", e);
        }
    }

    void setCompatibility(String subject, String level) throws IOException {
        try {
            client.updateCompatibility(subject, level);
        } catch (RestClientException e) {
            throw refused("the compatibility of subject '" + subject + "'", e);
        }
    }

    @FunctionalInterface
    private interface Request {
        Object send() throws IOException, RestClientException;
    }

    private static boolean isAbsent(String what, Request request) throws IOException {
        try {
            request.send();
            return false;
        } catch (RestClientException e) {
            if (NOT_FOUND.contains(e.getErrorCode()) || e.getErrorCode() == NO_LEVEL) {
                return true;
            }
            throw refused(what, e);
        }
    }

    /** A request that every registry answers briefly. */
    List<String> schemaTypes() throws IOException {
        try {
            return service.getSchemaTypes();
        } catch (RestClientException e) {
            throw new IOException(answered(e) + " for its schema types", e);
        }
    }

    /** Only a "not found" from the registry itself is final; any other answer indicates a registry in trouble. */
    private static UnknownSchemaException refused(String what, RestClientException answer) throws IOException {
        if (NOT_FOUND.contains(answer.getErrorCode())) {
            return new UnknownSchemaException("the registry does not know " + what + ": " + answer.getMessage());
        }
        throw new IOException(answered(answer) + " for " + what, answer);
    }

    private static String answered(RestClientException answer) {
        return switch (answer.getStatus()) {
            case 401 -> "the registry did not accept the credentials (401)";
            case 403 -> "the registry denied access (403)";
            default -> "the registry answered " + answer.getStatus();
        };
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException("registry client can't be closed", e);
        }
    }
}
