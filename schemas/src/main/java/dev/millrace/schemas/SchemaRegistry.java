package dev.millrace.schemas;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * The schema registry, behind serdes in Confluent's wire format: a zero byte, the schema id (32 bit, big-endian), the
 * Avro body. A topic's subject is its name plus {@code -value}. Thread-safe, and so are its serdes.
 *
 * <p>Answers are cached permanently, and for a second that a schema is unknown. While the registry is unreachable, calls wait and retry for the given patience,
 * then throw {@link RegistryUnavailableException}. Only a "not found" from the registry itself is an
 * {@link UnknownSchemaException}.
 */
public final class SchemaRegistry implements Topics.ValueSerdes, AutoCloseable {

    /**
     * Half of the default {@code max.poll.interval.ms}; after a longer wait, the broker considers the consumer dead.
     */
    public static final Duration PATIENCE = Duration.ofSeconds(150);

    private final RegistryClient client;
    private final Subjects subjects;
    private final boolean autoRegister;
    private final RegistryRetry patience;
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final Map<Integer, WriterSchema> writers = new ConcurrentHashMap<>();
    private final Map<Written, Integer> ids = new ConcurrentHashMap<>();
    private final UnknownSchemas unknown = new UnknownSchemas(System::nanoTime);
    private final Map<UUID, Integer> guids = new ConcurrentHashMap<>();

    private SchemaRegistry(RegistryClient client, boolean autoRegister, RegistryRetry patience) {
        this.client = client;
        this.subjects = new Subjects(client);
        this.autoRegister = autoRegister;
        this.patience = patience;
    }

    /** Connects with {@link #PATIENCE}; see the other method. */
    public static SchemaRegistry connect(String urls, Map<String, String> clientProperties, boolean autoRegister) {
        return connect(urls, clientProperties, autoRegister, PATIENCE);
    }

    /**
     * Opens no connection yet.
     *
     * @param urls of the registry, separated by commas
     * @param clientProperties for Confluent's client: authentication, TLS; never logged
     * @param autoRegister whether to register a schema that its subject lacks; if false, writing it fails
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
     * The writer's schema with that id.
     *
     * @throws MalformedRecordException when Avro cannot read it
     */
    Schema schema(int id) {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        Schema fetched =
                parsed(id, unknown.remember(id, () -> patience.ask("schema id " + id, () -> client.schema(id))));
        schemas.put(id, fetched);
        return fetched;
    }

    /**
     * The schema with that id, whatever its language.
     *
     * @throws UnknownSchemaException when the registry has none of that id
     * @throws MalformedRecordException when it is Avro that Avro for Java can't read
     * @throws RegistryUnavailableException when the registry does not answer
     */
    public WriterSchema writerSchema(int id) {
        WriterSchema known = writers.get(id);
        if (known != null) {
            return known;
        }
        String language = unknown.remember(id, () -> patience.ask("schema id " + id, () -> client.language(id)));
        WriterSchema fetched = switch (language) {
            case "AVRO" -> new WriterSchema.Avro(schema(id));
            case "JSON" -> new WriterSchema.Json();
            default -> new WriterSchema.Unsupported(language);
        };
        writers.put(id, fetched);
        return fetched;
    }

    /** The schema of the newest version of a topic's subject; none when the subject has none. */
    public Optional<WriterSchema> newestSchema(String topic) {
        String subject = Subjects.of(topic);
        return patience.ask("subject '" + subject + "'", () -> client.newest(subject))
                .map(this::writerSchema);
    }

    /** Registries accept schemas that Avro for Java refuses, such as those with unusual names. */
    private static Schema parsed(int id, String schema) {
        try {
            return new Schema.Parser().parse(schema);
        } catch (AvroRuntimeException e) {
            throw new MalformedRecordException("schema id " + id + " can't be parsed: " + e.getMessage());
        }
    }

    /** The id of the schema with that GUID, which is the same in every registry. */
    int idOf(UUID guid) {
        Integer known = guids.get(guid);
        if (known != null) {
            return known;
        }
        int id = unknown.remember(guid, () -> patience.ask("schema GUID " + guid, () -> client.idOf(guid)));
        guids.put(guid, id);
        return id;
    }

    /**
     * The id of a generated class' schema in the topic's subject; registers it if that is allowed. A subject that this call
     * creates gets the level FULL_TRANSITIVE. A subject that already had a version or a level keeps its level.
     *
     * @throws UnknownSchemaException when it is not registered, and may not be
     */
    int idFor(String topic, Schema schema) {
        Written written = new Written(topic, schema.getFullName());
        Integer known = ids.get(written);
        if (known != null) {
            return known;
        }
        String subject = Subjects.of(topic);
        int id = patience.ask(
                "subject '" + subject + "'",
                () -> autoRegister ? subjects.register(subject, schema) : subjects.lookUp(subject, schema));
        ids.put(written, id);
        unknown.forget(id);
        return id;
    }

    /**
     * Registers the schema of a topic's records, also where services may not.
     *
     * @throws IncompatibleSchemaException when the subject's compatibility level forbids it
     * @throws RegistryUnavailableException when the registry does not answer
     */
    public RegisteredSchema register(String topic, Class<? extends SpecificRecord> type) {
        String subject = Subjects.of(topic);
        Schema schema = SpecificData.get().getSchema(type);
        return patience.ask("subject '" + subject + "'", () -> subjects.ensure(subject, schema));
    }

    /** Whether the registry answers now; if not, {@link #problem} says why. */
    public boolean answers() {
        return patience.isAnswered("its schema types", client::schemaTypes);
    }

    /** What the registry does not answer, in a sentence; empty if nothing. */
    public Optional<String> problem() {
        return patience.problem();
    }

    /** Ends all current and future waits for an answer, for a process that is stopping. */
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
