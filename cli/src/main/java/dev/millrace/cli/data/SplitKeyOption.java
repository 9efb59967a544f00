package dev.millrace.cli.data;

import dev.millrace.cli.connection.CommandException;
import dev.millrace.trainer.examples.SplitKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that names the split key of a trainer. */
public final class SplitKeyOption {

    private static final String NO_KEY = "none";

    @Option(
            names = "--split-key",
            paramLabel = "FILE",
            description = "Split key of the trainer whose division into training, validation and gate examples to use:"
                    + " the file split.key in its example store. Default: the division of trainers without a key.")
    private Optional<Path> file = Optional.empty();

    /** The key; empty without the option, or if the trainer has none. */
    public Optional<SplitKey> key() {
        return file.flatMap(SplitKeyOption::read);
    }

    private static Optional<SplitKey> read(Path file) {
        try {
            String text = Files.readString(file).strip();
            return text.equals(NO_KEY) ? Optional.empty() : Optional.of(SplitKey.parse(text));
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandException("the split key in '" + file + "' can't be read: " + e.getMessage());
        }
    }
}
