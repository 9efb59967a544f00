package dev.millrace.service.input;

import dev.millrace.schemas.MalformedRecordException;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.WriterSchema;
import dev.millrace.schemas.fields.Field;
import dev.millrace.schemas.fields.FieldPath;
import dev.millrace.schemas.fields.FieldsReader;
import dev.millrace.schemas.fields.RecordFormat;
import dev.millrace.service.tasks.InputConfig;
import dev.millrace.service.tasks.TaskConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Compares what the configuration says of a task's records with the schema that the registry has for their topic. */
public final class InputCheck {

    private InputCheck() {}

    /**
     * What can't work, a sentence each; empty where there is nothing to compare with: no schema, or one that names no fields.
     *
     * @throws dev.millrace.schemas.RegistryUnavailableException when the registry does not answer
     */
    public static List<String> problems(TaskConfig task, SchemaRegistry registry) {
        InputConfig input = task.input();
        if (input.isOwn() || input.format() == RecordFormat.RAW) {
            return List.of();
        }
        Optional<WriterSchema> schema = registry.newestSchema(input.topic());
        if (schema.isEmpty()) {
            return List.of();
        }
        List<String> problems = new ArrayList<>();
        if (schema.get() instanceof WriterSchema.Unsupported unsupported) {
            problems.add(start(task, "input.topic") + "='" + input.topic()
                    + "': required records in Avro or JSON, the schema of the topic is " + unsupported.language());
        }
        List<Field> fields = FieldsReader.fieldsOf(schema.get());
        if (!fields.isEmpty()) {
            input.content().ifPresent(path -> requirePresent(task, "input.content", path, fields, problems));
            input.label().ifPresent(path -> requirePresent(task, "input.label", path, fields, problems));
            input.id().ifPresent(path -> requirePresent(task, "id", path, fields, problems));
            if (input.content().isEmpty()) {
                requireOnlyContent(task, fields, problems);
            }
        }
        return problems;
    }

    private static void requireOnlyContent(TaskConfig task, List<Field> fields, List<String> problems) {
        try {
            var unused = new InputContent(task.input(), task.task().type())
                    .only(fields, "the schema of topic '" + task.input().topic() + "'");
        } catch (MalformedRecordException e) {
            problems.add(start(task, "input.content") + ": " + e.getMessage());
        }
    }

    /** A map's keys are not in its schema, so a path may lead through one. */
    private static void requirePresent(
            TaskConfig task, String key, FieldPath path, List<Field> fields, List<String> problems) {
        boolean isThere = fields.stream().anyMatch(field -> leadsTo(field, path));
        if (!isThere) {
            problems.add(start(task, key) + "='" + path + "': required a field of the records of topic '"
                    + task.input().topic() + "', which have "
                    + fields.stream().map(Field::toString).collect(Collectors.joining(", ")));
        }
    }

    private static boolean leadsTo(Field field, FieldPath path) {
        if (field.path().equals(path)) {
            return true;
        }
        List<String> outer = field.path().names();
        boolean isInside = path.names().size() > outer.size()
                && path.names().subList(0, outer.size()).equals(outer);
        return isInside && (field.kind().equals("map") || field.kind().equals("union"));
    }

    private static String start(TaskConfig task, String key) {
        return "task." + task.id() + "." + key;
    }
}
