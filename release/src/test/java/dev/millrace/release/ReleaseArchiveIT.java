package dev.millrace.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packed archive, unpacked into a folder with a blank in its name and run without Maven or a compiler on the path. */
class ReleaseArchiveIT {

    private static final long PATIENCE_SECONDS = 300;

    @TempDir
    static Path folder;

    private static Path home;

    private record Result(int code, String output) {}

    @BeforeAll
    static void unpack() throws Exception {
        Path target = Files.createDirectory(folder.resolve("a release"));
        Path archive = Path.of(System.getProperty("millrace.release.archive"));
        Result unpacked = run(List.of("tar", "-xzf", archive.toString(), "-C", target.toString()));
        assertThat(unpacked.code()).as(unpacked.output()).isZero();
        try (var entries = Files.list(target)) {
            home = entries.findFirst().orElseThrow();
        }
    }

    @Test
    void containsWhatAUserNeeds() {
        assertThat(List.of(
                        "README.md",
                        "CHANGELOG.md",
                        "LICENSE",
                        "SECURITY.md",
                        "sbom.json",
                        "bin/millrace",
                        "bin/run-service",
                        "config/trainer.env",
                        "config/streams-app.env",
                        "schemas/Image.avsc",
                        "licenses/THIRD-PARTY.txt",
                        "licenses/THIRD-PARTY-NATIVES.txt",
                        "licenses/THIRD-PARTY-REGISTRY.txt",
                        "licenses/texts/Apache-2.0.txt"))
                .allSatisfy(name -> assertThat(home.resolve(name)).isRegularFile());
    }

    @Test
    void theCommandRunsThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("a link"), home.resolve("bin/millrace"));

        Result result = run(List.of(link.toString(), "--version"));

        assertThat(result.code()).as(result.output()).isZero();
        assertThat(result.output()).contains(home.getFileName().toString().replace("millrace-", ""));
    }

    @Test
    void drillsSayWhereTheyAre() throws Exception {
        Result result = run(List.of(home.resolve("bin/millrace").toString(), "drill", "--all"));

        assertThat(result.code()).as(result.output()).isEqualTo(2);
        assertThat(result.output()).contains("clone the source");
    }

    @Test
    void theServicesReportTheirSettingsFromTheirOwnClassPath() throws Exception {
        for (String service : List.of("trainer", "streams-app")) {
            String setting = service.equals("trainer") ? "MILLRACE_TRAINER_THREADS" : "MILLRACE_STREAMS_THREADS";
            Path settings = Files.writeString(folder.resolve(service + ".env"), "# comment\n" + setting + "=many\n");

            Result result = run(List.of(
                    "env",
                    "MILLRACE_SETTINGS_FILE=" + settings,
                    home.resolve("bin/run-service").toString(),
                    service));

            assertThat(result.code()).as(result.output()).isEqualTo(2);
            assertThat(result.output()).contains("MILLRACE_REGISTRY_URL");
        }
    }

    @Test
    void theQuickstartRunsOnARuntimeAlone() throws Exception {
        Result result =
                run(List.of(home.resolve("bin/millrace").toString(), "quickstart", "--generated", "--duration", "30s"));

        assertThat(result.code()).as(result.output()).isZero();
        assertThat(result.output()).contains("Nothing lost");
    }

    private static Result run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("PATH", toolsWithoutMavenOrCompiler());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroy();
        }
        assertThat(ended).as("'%s' ends in %s s", command, PATIENCE_SECONDS).isTrue();
        return new Result(process.exitValue(), Files.readString(output));
    }

    /** A folder of links to the few tools that the scripts use. */
    private static String toolsWithoutMavenOrCompiler() throws IOException {
        Path tools = folder.resolve("tools");
        if (Files.isDirectory(tools)) {
            return tools.toString();
        }
        Files.createDirectory(tools);
        for (String tool :
                List.of("bash", "sh", "cat", "dirname", "env", "gzip", "head", "nice", "readlink", "sed", "tar")) {
            for (String place : List.of("/bin", "/usr/bin")) {
                Path program = Path.of(place, tool);
                if (Files.isExecutable(program) && !Files.exists(tools.resolve(tool))) {
                    Files.createSymbolicLink(tools.resolve(tool), program);
                }
            }
        }
        return tools.toString();
    }
}
