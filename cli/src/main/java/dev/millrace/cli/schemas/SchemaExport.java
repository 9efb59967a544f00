package dev.millrace.cli.schemas;

import dev.millrace.cli.connection.CommandException;
import dev.millrace.cli.terminal.Table;
import dev.millrace.schemas.PublishedSchema;
import dev.millrace.service.tasks.RecordTypes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.specific.SpecificRecord;

/** Writes schemas to files. */
final class SchemaExport {

    private final RecordTypes types;

    SchemaExport(RecordTypes types) {
        this.types = types;
    }

    /**
     * Writes a file for each record type, and prints which subject needs which.
     *
     * @throws CommandException when a file can't be written
     */
    void write(Path directory, PrintWriter out) {
        for (Class<? extends SpecificRecord> type : PublishedSchema.types()) {
            write(directory, type);
            out.println("wrote " + directory.resolve(fileName(type)));
        }
        Table subjects = Table.of("subject", "file");
        types.byTopic().forEach((topic, type) -> subjects.row(topic + "-value", fileName(type)));
        out.println();
        subjects.lines().forEach(out::println);
        out.flush();
    }

    private static void write(Path directory, Class<? extends SpecificRecord> type) {
        Path file = directory.resolve(fileName(type));
        try {
            Files.createDirectories(directory);
            Files.writeString(file, SchemaFormatter.format("json/pretty", PublishedSchema.of(type)) + "\n");
        } catch (IOException e) {
            throw new CommandException("the schema can't be written to '" + file + "'", e);
        }
    }

    private static String fileName(Class<?> type) {
        return type.getSimpleName() + ".avsc";
    }
}
