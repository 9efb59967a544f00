package dev.millrace.schemas;

import dev.millrace.schemas.RegisteredSchema.Change;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * The subjects of the topics that Millrace writes. A subject that is made here gets the level FULL_TRANSITIVE; one that already
 * had a version or a level keeps its level. Thread-safe.
 */
final class Subjects {

    private static final String COMPATIBILITY = "FULL_TRANSITIVE";

    private static final int MAX_VERSIONS = 20;

    /** Characters of a foreign name in a message. */
    private static final int MAX_SHOWN = 200;

    private final RegistryClient client;

    /** Subjects that were unused and whose level must still be set: the registry may fail between the two requests. */
    private final Set<String> created = ConcurrentHashMap.newKeySet();

    Subjects(RegistryClient client) {
        this.client = client;
    }

    /** The subject of a topic's values. */
    static String of(String topic) {
        return topic + "-value";
    }

    /** The first by name, and how many more there are: the client that registers schemas chooses the names. */
    static String named(Set<String> subjects) {
        String first = Collections.min(subjects);
        String shown = first.length() <= MAX_SHOWN ? first : first.substring(0, MAX_SHOWN) + "…";
        return "subject '" + shown + "'" + (subjects.size() == 1 ? "" : " and " + (subjects.size() - 1) + " more");
    }

    /** Registers a generated class' schema, in its published form; returns its id. */
    int register(String subject, Schema generated) throws IOException {
        return register(subject, PublishedSchema.of(generated).toString());
    }

    private int register(String subject, String schema) throws IOException {
        if (client.isUnused(subject)) {
            created.add(subject);
        }
        int id = client.register(subject, schema);
        if (created.contains(subject)) {
            protect(subject, id);
            created.remove(subject);
        }
        return id;
    }

    /** The same, and says what it changed. */
    RegisteredSchema ensure(String subject, Schema generated) throws IOException {
        String schema = PublishedSchema.of(generated).toString();
        Optional<Integer> present = client.find(subject, schema);
        if (present.isPresent() && !created.contains(subject)) {
            return new RegisteredSchema(subject, present.get(), Change.NONE);
        }
        boolean isNew = created.contains(subject) || client.isUnused(subject);
        return new RegisteredSchema(
                subject, register(subject, schema), isNew ? Change.NEW_SUBJECT : Change.NEW_VERSION);
    }

    /**
     * The id of a generated class' schema, which somebody has registered: as it is published, laid out differently, or with
     * properties for Java, as Millrace 0.1 registered it.
     *
     * @throws UnknownSchemaException when the subject does not have it
     */
    int lookUp(String subject, Schema generated) throws IOException {
        String schema = PublishedSchema.of(generated).toString();
        Optional<Integer> exact = client.find(subject, schema);
        Optional<Integer> found = exact.isPresent() ? exact : findEqual(subject, schema);
        return found.orElseThrow(() -> new UnknownSchemaException("required the schema of " + generated.getFullName()
                + " in subject '" + subject + "', the registry does not have it there; 'millrace schemas register'"
                + " registers what the configured tasks need"));
    }

    /** Registries differ in what they take for the same schema: some compare texts. */
    private Optional<Integer> findEqual(String subject, String schema) throws IOException {
        for (int id : client.newestIds(subject, MAX_VERSIONS)) {
            if (isEqual(client.schema(id), schema)) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }

    private static boolean isEqual(String registered, String published) {
        try {
            return PublishedSchema.of(new Schema.Parser().parse(registered))
                    .toString()
                    .equals(published);
        } catch (AvroRuntimeException e) {
            // Avro for Java wrote the published one, so it is another.
            return false;
        }
    }

    /** Does nothing if another client registered a schema there first, because then the subject is not ours. */
    private void protect(String subject, int id) throws IOException {
        if (client.isOldest(subject, id)) {
            client.setCompatibility(subject, COMPATIBILITY);
        }
    }
}
