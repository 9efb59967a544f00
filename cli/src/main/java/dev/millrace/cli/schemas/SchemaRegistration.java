package dev.millrace.cli.schemas;

import dev.millrace.schemas.IncompatibleSchemaException;
import dev.millrace.schemas.RegisteredSchema;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.service.tasks.RecordTypes;
import java.io.PrintWriter;
import org.apache.avro.specific.SpecificRecord;

/** Registers schemas and says what changed. */
final class SchemaRegistration {

    private final SchemaRegistry registry;
    private final PrintWriter out;

    SchemaRegistration(SchemaRegistry registry, PrintWriter out) {
        this.registry = registry;
        this.out = out;
    }

    /**
     * Registers the schema of each topic; whether all subjects have theirs now. A refused one does not keep the others from
     * being registered.
     */
    boolean of(RecordTypes types) {
        boolean isComplete = true;
        for (var topic : types.byTopic().entrySet()) {
            isComplete &= register(topic.getKey(), topic.getValue());
        }
        out.flush();
        return isComplete;
    }

    private boolean register(String topic, Class<? extends SpecificRecord> type) {
        try {
            out.println(line(registry.register(topic, type), type));
            return true;
        } catch (IncompatibleSchemaException e) {
            out.println("REFUSED: " + e.getMessage() + ": required " + type.getSimpleName());
            return false;
        }
    }

    private static String line(RegisteredSchema registered, Class<?> type) {
        String schema = "'" + registered.subject() + "': " + type.getSimpleName() + ", schema id " + registered.id();
        return switch (registered.change()) {
            case NONE -> "unchanged " + schema;
            case NEW_VERSION -> "added to " + schema + ", compatibility level kept";
            case NEW_SUBJECT -> "created " + schema + ", compatibility level FULL_TRANSITIVE";
        };
    }
}
