package dev.millrace.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShellCommandTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain-1.2_x",
                "",
                "two words",
                "it's",
                "$HOME `id` $(id)",
                "a\"b\\c",
                "*",
                "User:CN=a, O=b",
                "-x;y&z|"
            })
    void givesEachWordToTheProgramAsItIs(String word) throws Exception {
        String line = ShellCommand.of("printf").with("%s|", word, "last").toString();

        Process shell = new ProcessBuilder("/bin/sh", "-c", line).start();

        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(word + "|last|");
        assertThat(shell.waitFor()).isZero();
    }
}
