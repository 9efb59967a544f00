package dev.millrace.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A copy of an example's folder, in which its Node programs run. */
record ExampleFolder(Path path) {

    private static final int PATIENCE_SECONDS = 180;

    /** Copies the example and installs its packages. Skips the test where Node or its registry is missing. */
    static ExampleFolder of(String name) {
        ExampleFolder folder =
                new ExampleFolder(Path.of("target", "examples", name).toAbsolutePath());
        folder.copy(Path.of("..", "examples", name));
        folder.require("node", "-e", "process.exit(typeof require('zlib').crc32 === 'function' ? 0 : 1)");
        folder.require("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
        return folder;
    }

    private void copy(Path example) {
        try (Stream<Path> files = Files.list(example)) {
            Files.createDirectories(path);
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, path.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void require(String... command) {
        try {
            Process process = start(Map.of(), command);
            boolean isThere = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
            Assumptions.assumeTrue(isThere, () -> "skipped: this must succeed: " + String.join(" ", command));
        } catch (UncheckedIOException e) {
            Assumptions.abort("skipped: Node 20.15 or newer and npm are required: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts a program; its output goes to the file {@link #output} names. */
    Process start(Map<String, String> environment, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(path.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output(command).toFile());
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path output(String... command) {
        return path.resolve(String.join("-", List.of(command).subList(0, 2)).replace('/', '-') + ".out");
    }

    /** Waits for a started program, which must succeed; returns the lines that it printed. */
    List<String> await(Process process, String... command) {
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("%s ends", List.of(command))
                    .isTrue();
            List<String> lines = Files.readAllLines(output(command));
            assertThat(process.exitValue())
                    .as("%s says %s", List.of(command), lines)
                    .isZero();
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs a program, which must succeed; returns the lines that it printed. */
    List<String> run(Map<String, String> environment, String... command) {
        return await(start(environment, command), command);
    }
}
