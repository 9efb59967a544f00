package dev.millrace.cli.acls;

import static dev.millrace.testing.Await.until;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.platform.processes.ControlledProcess;
import dev.millrace.platform.processes.ControlledProcesses;
import dev.millrace.platform.processes.Program;
import dev.millrace.service.access.Role;
import dev.millrace.streams.StreamsApp;
import dev.millrace.testing.LocalHttp;
import dev.millrace.testing.TestRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service in a process of its own, as the command line starts it. */
final class ServiceProcessIT {

    private static final String EVERYTHING = """
            <configuration>
              <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%level %logger %msg%n</pattern></encoder>
              </appender>
              <root level="INFO"><appender-ref ref="console"/></root>
              <logger name="dev.millrace" level="DEBUG"/>
            </configuration>
            """;

    private final SecuredInstallation installation = SecuredInstallation.shared();

    @TempDir
    private Path folder;

    @Test
    void showsItsSecretsNeitherInItsArgumentsNorInItsOutput() throws Exception {
        LocalHttp http = new LocalHttp(TestRegistry.freePort());
        Path logging = Files.writeString(folder.resolve("logging.xml"), EVERYTHING);
        Map<String, String> environment = new HashMap<>(installation.environment(Role.STREAMS_APP));
        environment.put("MILLRACE_STREAMS_STATE_DIR", folder.resolve("state").toString());
        environment.put("MILLRACE_STREAMS_OPERATIONS_PORT", Integer.toString(http.port()));
        Program program = Program.ofClass(
                "the streams app",
                StreamsApp.class,
                List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-Dlogback.configurationFile=" + logging),
                List.of(),
                environment,
                folder.resolve("app.log"));
        try (ControlledProcesses processes = ControlledProcesses.in(folder);
                ControlledProcess app = processes.of(program)) {
            app.start();
            until(() -> http.get("/metrics").contains("millrace_lag"));

            assertThat(arguments(app.pid())).isNotEmpty().allSatisfy(ServiceProcessIT::assertNoSecret);
        }
        String output = Files.readString(folder.resolve("app.log"));
        assertThat(output).contains("StreamsConfig values").contains("Streams app starts");
        assertNoSecret(output);
    }

    /** The command lines of the process and of those that it started. */
    private static List<String> arguments(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        return Stream.concat(Stream.of(process), process.descendants())
                .map(each -> Path.of("/proc", Long.toString(each.pid()), "cmdline"))
                .map(ServiceProcessIT::read)
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertNoSecret(String text) {
        assertThat(SecuredInstallation.SECRETS.in(text)).isEmpty();
    }
}
