package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.cli.time.DurationText;
import dev.millrace.cli.time.MomentText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {

    private final Terminal terminal = Terminal.plain();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local",
                "produce",
                "models",
                "models list",
                "models export",
                "models publish",
                "topics create",
                "schemas export",
                "schemas register",
                "predictions tail",
                "dead-letters list",
                "fit",
                "evaluate",
                "classify"
            })
    void explainsEveryCommand(String command) {
        assertThat(terminal.millrace((command + " --help").split(" "))).isZero();

        assertThat(terminal.said()).contains("Usage: millrace " + command);
    }

    @Test
    void namesThePortThatIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(terminal.millrace("local", "--kafka-port", "0", "--registry-port", port))
                    .isEqualTo(1);

            assertThat(terminal.complained())
                    .contains("port " + port + " is in use; choose another one with --registry-port, or 0 for any");
        }
    }

    @Test
    void printsItsVersion() {
        assertThat(terminal.millrace("--version")).isZero();

        assertThat(terminal.said()).startsWith("millrace ").contains("Java ");
    }

    @Test
    void reportsWrongUsageWithExitCodeTwo() {
        assertThat(terminal.millrace()).isEqualTo(2);
        assertThat(terminal.millrace("grind")).isEqualTo(2);
        assertThat(terminal.millrace("models", "show", "sound")).isEqualTo(2);
        assertThat(terminal.millrace("produce", "images", "--data", ".", "--rate", "0"))
                .isEqualTo(2);

        assertThat(terminal.complained())
                .contains("required image or review, got 'sound'")
                .contains("--rate above 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"drill", "drill --all", "drill kill-streams-app", "bench model --threads 2"})
    void saysWhereTheCommandsOfAnotherBuildAre(String call) {
        assertThat(terminal.millrace(call.split(" "))).isEqualTo(2);

        assertThat(terminal.complained()).contains("clone the source of this version");
    }

    @Test
    void reportsAFailureWithExitCodeOneAndASentence() {
        int code = terminal.millrace("models", "list", "--properties", "absent.properties");

        assertThat(code).isEqualTo(1);
        assertThat(terminal.complained())
                .startsWith("millrace: properties file 'absent.properties' can't be read")
                .hasLineCount(1);
    }

    @Test
    void parsesDurationsAsUsersTypeThem() {
        DurationText text = new DurationText();

        assertThat(text.convert("90s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(text.convert("5m")).isEqualTo(Duration.ofMinutes(5));
        assertThat(text.convert("7d")).isEqualTo(Duration.ofDays(7));
        assertThat(text.convert("PT1H")).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void readsMomentsAndHowLongAgoTheyWere() {
        MomentText text = new MomentText(InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")));

        assertThat(text.convert("2h")).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
        assertThat(text.convert("2026-02-01T00:00:00Z")).isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
        assertThat(text.convert("2026-02-01T01:00:00+01:00")).isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
        assertThatThrownBy(() -> text.convert("yesterday"))
                .isInstanceOf(CommandLine.TypeConversionException.class)
                .hasMessageContaining("got 'yesterday'");
    }
}
