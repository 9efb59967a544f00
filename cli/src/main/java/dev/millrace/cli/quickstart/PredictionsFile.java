package dev.millrace.cli.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.cli.accounting.Answer;
import dev.millrace.cli.connection.CommandException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes every prediction as a line of JSON, in the order of reading. The format is a contract. Owned by one thread.
 */
final class PredictionsFile implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Optional<Writer> out;

    private PredictionsFile(Optional<Writer> out) {
        this.out = out;
    }

    /** @param file empty to write nothing */
    static PredictionsFile open(Optional<Path> file) {
        try {
            return new PredictionsFile(
                    file.isEmpty() ? Optional.empty() : Optional.of(Files.newBufferedWriter(file.get())));
        } catch (IOException e) {
            throw new CommandException("predictions file '" + file.orElseThrow() + "' can't be written: " + e, e);
        }
    }

    /** @param truth the withheld label; empty if the record was sent with its label */
    void write(Answer answer, Optional<String> truth) {
        if (out.isEmpty()) {
            return;
        }
        ObjectNode line = JSON.createObjectNode();
        line.put("id", answer.id());
        line.put("trueLabel", truth.orElse(null));
        line.put("label", answer.label());
        line.put("version", answer.version());
        line.put("topic", answer.input().topic());
        line.put("partition", answer.input().partition());
        line.put("offset", answer.input().offset());
        try {
            out.get().write(JSON.writeValueAsString(line) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("the predictions file can't be written", e);
        }
    }

    @Override
    public void close() {
        if (out.isPresent()) {
            try {
                out.get().close();
            } catch (IOException e) {
                throw new UncheckedIOException("the predictions file can't be written", e);
            }
        }
    }
}
