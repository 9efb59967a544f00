package dev.millrace.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A command as users run it: from the packaged jar in the module's {@code target/lib}. */
public final class PackagedCommand {

    private PackagedCommand() {}

    /**
     * Returns the command, not started.
     *
     * @param folder its working directory; its output goes to {@code output.txt} there
     * @param artifact of the jar, such as {@code millrace-cli}
     */
    public static ProcessBuilder of(Path folder, String artifact, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-Dmillrace.registry.home=" + System.getProperty("millrace.registry.home"),
                "-Dlogback.configurationFile=millrace-command-logback.xml",
                "-Dorg.eclipse.deeplearning4j.helpers.disable=false",
                "-cp",
                jar(artifact).toString(),
                main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile());
    }

    private static Path jar(String artifact) throws IOException {
        try (Stream<Path> jars = Files.list(Path.of("target", "lib"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith(artifact + "-"))
                    .findFirst()
                    .orElseThrow()
                    .toAbsolutePath();
        }
    }
}
