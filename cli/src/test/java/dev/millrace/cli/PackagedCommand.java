package dev.millrace.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command as people run it: from the packaged jar. */
public final class PackagedCommand {

    private PackagedCommand() {}

    /** Not started. */
    public static ProcessBuilder of(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-Dmillrace.registry.home=" + System.getProperty("millrace.registry.home"),
                "-Dlogback.configurationFile=millrace-command-logback.xml",
                "-Dorg.eclipse.deeplearning4j.helpers.disable=false",
                "-cp",
                jar().toString(),
                "dev.millrace.cli.Millrace"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile());
    }

    private static Path jar() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of("target", "lib"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("millrace-cli-"))
                    .findFirst()
                    .orElseThrow()
                    .toAbsolutePath();
        }
    }
}
