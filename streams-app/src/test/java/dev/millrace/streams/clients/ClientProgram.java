package dev.millrace.streams.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A program of another language in its own process, with its output in files. */
final class ClientProgram implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 120;

    private final Process process;
    private final Path output;
    private final Path complaints;
    private final String command;

    private ClientProgram(Process process, Path output, Path complaints, String command) {
        this.process = process;
        this.output = output;
        this.complaints = complaints;
        this.command = command;
    }

    /**
     * A place where programs run.
     *
     * @param folder of the programs
     * @param scratch for their input and output
     * @param environment of theirs
     */
    record Workplace(Path folder, Path scratch, Map<String, String> environment) {

        /** Starts a program that reads {@code lines}. */
        ClientProgram start(List<String> lines, String... command) {
            try {
                Path input = Files.createTempFile(scratch, "input", ".txt");
                Path output = Files.createTempFile(scratch, "output", ".txt");
                Path complaints = Files.createTempFile(scratch, "complaints", ".txt");
                Files.write(input, lines);
                ProcessBuilder builder = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectInput(input.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(complaints.toFile());
                builder.environment().putAll(environment);
                return new ClientProgram(builder.start(), output, complaints, String.join(" ", command));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Runs a program that must succeed; returns what it printed. */
        List<String> run(List<String> lines, String... command) {
            try (ClientProgram program = start(lines, command)) {
                program.requireSuccess();
                return program.printed();
            }
        }

        /** Skips the test unless the command succeeds. */
        void require(String what, String... command) {
            try (ClientProgram program = start(List.of(), command)) {
                Assumptions.assumeTrue(
                        program.exitCode() == 0, () -> "skipped: required " + what + ": " + program.complaints());
            } catch (UncheckedIOException e) {
                Assumptions.abort("skipped: required " + what + ", it is not installed: " + e.getMessage());
            }
        }
    }

    /** The whole lines that it has printed so far. */
    List<String> printed() {
        String text = read(output);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private void requireSuccess() {
        assertThat(exitCode()).as("'%s' says: %s", command, complaints()).isZero();
    }

    private int exitCode() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("'" + command + "' did not end within " + PATIENCE_SECONDS + " s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for '" + command + "'", e);
        }
    }

    /** What it wrote to standard error. */
    String complaints() {
        return read(complaints);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
