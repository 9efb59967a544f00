package dev.millrace.schemas;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * <p>Answers are cached permanently, the newest thousand of a kind, and for a second that a schema is unknown or of another
 * subject. While the registry is unreachable, calls wait and retry for the given patience,
 * then throw {@link RegistryUnavailableException}. Only a "not found" from the registry itself is an
 * {@link UnknownSchemaException}.
 */
public final class SchemaRegistry implements Topics.ValueSerdes, AutoCloseable {

    /**
     * Half of the default {@code max.poll.interval.ms}; after a longer wait, the broker considers the consumer dead.
     */
    public static final Duration PATIENCE = Duration.ofSeconds(150);

    /** An installation reads a few. A client that may register schemas could otherwise fill the memory of all services. */
    private static final int MOST_SCHEMAS = 1_000;

    private final RegistryClient client;
    private final Subjects subjects;
    private final boolean autoRegister;
    private final RegistryRetry patience;
    private final BoundedCache<Integer, Schema> schemas = new BoundedCache<>(MOST_SCHEMAS);
    private final BoundedCache<Integer, WriterSchema> writers = new BoundedCache<>(MOST_SCHEMAS);
    private final Map<Written, Integer> ids = new ConcurrentHashMap<>();
    private final RefusedSchemas refused = new RefusedSchemas(System::nanoTime);
    private final BoundedCache<UUID, Integer> guids = new BoundedCache<>(MOST_SCHEMAS);
    private final BoundedCache<Version, Boolean> versions = new BoundedCache<>(MOST_SCHEMAS);

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
     * @throws MalformedRecordException when Avro cannot read it, or {@link ArrayItems} take no bytes
     */
    Schema schema(int id) {
        return schemas.get(
                id,
                any -> refused.remember(
                        id, () -> parsed(id, patience.ask("schema id " + id, () -> client.schema(id)))));
    }

    /**
     * Requires that the topic's subject has the schema with that id. Costs one request for each topic and id.
     *
     * @throws MalformedRecordException when only other subjects have it
     * @throws UnknownSchemaException when the registry has none of that id
     * @throws RegistryUnavailableException when the registry does not answer
     */
    void requireSubject(String topic, int id) {
        Version version = new Version(Subjects.of(topic), id);
        var unused = versions.get(version, any -> refused.remember(version, () -> isOfSubject(version)));
    }

    private boolean isOfSubject(Version version) {
        int id = version.id();
        Set<String> found = patience.ask("schema id " + id + " and its subjects", () -> client.subjects(id));
        if (!found.contains(version.subject())) {
            throw new MalformedRecordException("required a schema of subject '" + version.subject()
                    + "', got schema id " + id + " of " + (found.isEmpty() ? "no subject" : Subjects.named(found)));
        }
        return true;
    }

    /**
     * The schema with that id, whatever its language.
     *
     * @throws UnknownSchemaException when the registry has none of that id
     * @throws MalformedRecordException when it is Avro that Avro for Java can't read
     * @throws RegistryUnavailableException when the registry does not answer
     */
    public WriterSchema writerSchema(int id) {
        return writers.get(id, this::askedWriterSchema);
    }

    private WriterSchema askedWriterSchema(int id) {
        String language = refused.remember(id, () -> patience.ask("schema id " + id, () -> client.language(id)));
        return switch (language) {
            case "AVRO" -> new WriterSchema.Avro(schema(id));
            case "JSON" -> new WriterSchema.Json();
            default -> new WriterSchema.Unsupported(language);
        };
    }

    /** The schema of the newest version of a topic's subject; none when the subject has none. */
    public Optional<WriterSchema> newestSchema(String topic) {
        String subject = Subjects.of(topic);
        return patience.ask("subject '" + subject + "'", () -> client.newest(subject))
                .map(this::writerSchema);
    }

    /** Registries accept schemas that Avro for Java refuses, such as those with unusual names, and {@link ArrayItems}. */
    private static Schema parsed(int id, String schema) {
        try {
            Schema parsed = new Schema.Parser().parse(schema);
            if (ArrayItems.takeBytes(parsed)) {
                return parsed;
            }
        } catch (AvroRuntimeException | StackOverflowError e) {
            throw new MalformedRecordException("schema id " + id + " can't be parsed: " + e.getMessage());
        }
        throw new MalformedRecordException(
                "required arrays whose items take bytes, got one of schema id " + id + " whose items take none");
    }

    /** The id of the schema with that GUID, which is the same in every registry. */
    int idOf(UUID guid) {
        return guids.get(
                guid,
                any -> refused.remember(guid, () -> patience.ask("schema GUID " + guid, () -> client.idOf(guid))));
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
        refused.forget(id);
        versions.put(new Version(subject, id), true);
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

    /** That a subject has a schema. */
    private record Version(String subject, int id) {}
}
