package dev.millrace.schemas;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * The registry of schemas, behind serdes in Confluent's wire format: a zero byte, the schema's id (32 bit, big-endian),
 * the Avro body. A topic's subject is its name and {@code -value}. Thread-safe; its serdes are too.
 *
 * <p>Answers are cached for good. While the registry is unreachable, calls wait and try again for the patience given,
 * then throw {@link RegistryUnavailableException}; only an answered "not found" is an {@link UnknownSchemaException}.
 */
public final class SchemaRegistry implements Topics.ValueSerdes, AutoCloseable {

    /** Half of {@code max.poll.interval.ms} at its default: longer, and the broker takes the consumer for dead. */
    public static final Duration PATIENCE = Duration.ofSeconds(150);

    private static final String COMPATIBILITY = "FULL_TRANSITIVE";

    private final RegistryClient client;
    private final boolean autoRegister;
    private final RegistryRetry patience;
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final Map<Written, Integer> ids = new ConcurrentHashMap<>();

    /** Subjects found unused here, whose level is still to be set: a registry may fail between the two. */
    private final Set<String> created = ConcurrentHashMap.newKeySet();

    private SchemaRegistry(RegistryClient client, boolean autoRegister, RegistryRetry patience) {
        this.client = client;
        this.autoRegister = autoRegister;
        this.patience = patience;
    }

    /** With {@link #PATIENCE}. */
    public static SchemaRegistry connect(String urls, Map<String, String> clientProperties, boolean autoRegister) {
        return connect(urls, clientProperties, autoRegister, PATIENCE);
    }

    /**
     * Opens no connection yet.
     *
     * @param urls of the registry, several separated by commas
     * @param clientProperties for Confluent's client: authentication, TLS; never logged
     * @param autoRegister whether a schema that its subject lacks is registered; where not, writing it fails
     * @param patience how long a call may wait for a registry that does not answer
     */
    public static SchemaRegistry connect(
            String urls, Map<String, String> clientProperties, boolean autoRegister, Duration patience) {
        return new SchemaRegistry(
                new RegistryClient(urls, clientProperties), autoRegister, new RegistryRetry(patience));
    }

    @Override
    public <V extends SpecificRecord> Serde<V> of(Class<V> type) {
        return Serdes.serdeFrom(new AvroSerializer<>(this), AvroDeserializer.of(this, type));
    }

    /**
     * The writer's schema of that id.
     *
     * @throws MalformedRecordException when it is not one that Avro can read
     */
    Schema schema(int id) {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        Schema fetched = parsed(id, patience.ask("schema id " + id, () -> client.schema(id)));
        schemas.put(id, fetched);
        return fetched;
    }

    /** Registries take schemas that Avro for Java does not, such as unusual names. */
    private static Schema parsed(int id, String schema) {
        try {
            return new Schema.Parser().parse(schema);
        } catch (AvroRuntimeException e) {
            throw new MalformedRecordException("schema id " + id + " can't be parsed: " + e.getMessage());
        }
    }

    /**
     * The id under which the topic's subject has {@code schema}; registered there if that is allowed. A subject created by
     * this gets the level FULL_TRANSITIVE. One that had a version or a level before keeps its level.
     */
    int idFor(String topic, Schema schema) {
        Written written = new Written(topic, schema.getFullName());
        Integer known = ids.get(written);
        if (known != null) {
            return known;
        }
        String subject = topic + "-value";
        int id = patience.ask("subject '" + subject + "'", () -> find(subject, schema.toString()));
        ids.put(written, id);
        return id;
    }

    private int find(String subject, String schema) throws IOException {
        if (!autoRegister) {
            return client.id(subject, schema);
        }
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

    /** Unless another client registered a schema there in the meantime, before ours: then the subject is not ours. */
    private void protect(String subject, int id) throws IOException {
        if (client.isOldest(subject, id)) {
            client.setCompatibility(subject, COMPATIBILITY);
        }
    }

    /** Whether it answers at all, now; where not, {@link #problem} tells. */
    public boolean answers() {
        return patience.isAnswered("its schema types", client::schemaTypes);
    }

    /** What the registry does not answer, if anything, in a sentence. */
    public Optional<String> problem() {
        return patience.problem();
    }

    /** Whoever waits for an answer, or will, waits no more: for a process that ends. */
    public void stopWaiting() {
        patience.callOff();
    }

    @Override
    public void close() {
        patience.callOff();
        client.close();
    }

    private record Written(String topic, String type) {}
}
