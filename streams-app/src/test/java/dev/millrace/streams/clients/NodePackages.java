package dev.millrace.streams.clients;

import dev.millrace.streams.clients.ClientProgram.Workplace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The packages that the documented Node programs import: those of the example, at the versions of its lock file. */
final class NodePackages {

    private static final String NODE_20 = "process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)";
    private static final String LOCK = "package-lock.json";
    private static final Path EXAMPLE = Path.of("..", "examples", "bring-your-own-topic");
    private static final Path INSTALLED = Path.of("node_modules", ".installed.json");

    private NodePackages() {}

    /** Installs them beside the programs, unless they are there already. Skips the test where Node or its registry is missing. */
    static void install(Workplace workplace) {
        workplace.require("Node, version 20 or newer", "node", "-e", NODE_20);
        byte[] lock = read(EXAMPLE.resolve(LOCK));
        Path installed = workplace.folder().resolve(INSTALLED);
        if (Arrays.equals(lock, read(installed))) {
            return;
        }
        workplace.require("npm", "npm", "--version");
        write(workplace.folder().resolve(LOCK), lock);
        write(workplace.folder().resolve("package.json"), read(EXAMPLE.resolve("package.json")));
        workplace.require(
                "npm's registry",
                "npm",
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--prefer-offline",
                "--fetch-retries=1",
                "--fetch-timeout=60000");
        write(installed, lock);
    }

    private static byte[] read(Path file) {
        try {
            return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
