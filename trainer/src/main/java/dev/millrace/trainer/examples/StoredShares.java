package dev.millrace.trainer.examples;

import dev.millrace.service.PrivateDirectory;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/**
 * The shares by which a store's examples are divided into splits, in a file beside its database. They never change:
 * with others, examples that models were fitted on would be in the gate split.
 */
public final class StoredShares {

    private static final String FILE = "shares.properties";
    private static final String VALIDATION = "validation";
    private static final String GATE = "gate";

    private StoredShares() {}

    /**
     * Why the store in {@code directory} can't be opened with these shares; empty if it can, or if there is none yet.
     *
     * @throws ExampleStoreException when the file is damaged
     */
    public static Optional<String> problem(Path directory, Shares shares) throws IOException {
        return read(directory)
                .filter(stored -> !stored.equals(shares))
                .map(stored -> "example store '" + directory + "' requires VALIDATION_SHARE=" + stored.validation()
                        + " and GATE_SHARE=" + stored.gate() + ", got " + shares.validation() + " and " + shares.gate()
                        + ": with other shares, examples that models were fitted on would judge them. Set the former"
                        + " shares again, or move the directory away to have the topic read again");
    }

    /**
     * Remembers the shares if none are stored yet.
     *
     * @throws ExampleStoreException when others are stored
     */
    static void keep(Path directory, Shares shares) throws IOException {
        Optional<String> problem = problem(directory, shares);
        if (problem.isPresent()) {
            throw new ExampleStoreException(problem.get());
        }
        if (!Files.exists(directory.resolve(FILE))) {
            write(directory, shares);
        }
    }

    private static void write(Path directory, Shares shares) throws IOException {
        Properties properties = new Properties();
        properties.setProperty(VALIDATION, Double.toString(shares.validation()));
        properties.setProperty(GATE, Double.toString(shares.gate()));
        StringWriter text = new StringWriter();
        properties.store(text, "How the examples are divided. Do not change.");
        Path unfinished = directory.resolve(FILE + ".unfinished");
        Files.writeString(unfinished, text.toString());
        PrivateDirectory.force(unfinished);
        Files.move(unfinished, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        PrivateDirectory.force(directory);
    }

    private static Optional<Shares> read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
            return Optional.of(new Shares(share(properties, VALIDATION), share(properties, GATE)));
        } catch (IllegalArgumentException e) {
            throw new ExampleStoreException("file '" + file + "' is damaged: " + e.getMessage());
        }
    }

    private static double share(Properties properties, String name) {
        return Double.parseDouble(properties.getProperty(name, "no " + name));
    }
}
