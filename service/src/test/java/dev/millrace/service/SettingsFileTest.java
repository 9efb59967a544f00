package dev.millrace.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsFileTest {

    @TempDir
    private Path folder;

    @Test
    void namesEachSettingAsItsVariableWithItsPlace() throws IOException {
        SettingsFile file = read("# tasks\n\ntasks = frames\ntask.frames.input.max-bytes: 5\n");

        assertThat(file.problems()).isEmpty();
        assertThat(file.entries())
                .containsOnlyKeys("MILLRACE_TASKS", "MILLRACE_TASK_FRAMES_INPUT_MAX_BYTES")
                .containsEntry("MILLRACE_TASKS", new SettingsFile.Entry("frames", path() + ":3: tasks"));
    }

    @Test
    void joinsContinuedLinesUnlessTheyAreComments() throws IOException {
        SettingsFile file =
                read("tasks=a,\\\n  b\n# no end \\\nthreads=1\n! nor here \\\nport=2\npath=c:\\\\\nlast=\\");

        assertThat(file.problems()).isEmpty();
        assertThat(value(file, "MILLRACE_TASKS")).isEqualTo("a,b");
        assertThat(value(file, "MILLRACE_THREADS")).isEqualTo("1");
        assertThat(value(file, "MILLRACE_PORT")).isEqualTo("2");
        assertThat(value(file, "MILLRACE_PATH")).isEqualTo("c:\\");
        assertThat(value(file, "MILLRACE_LAST")).isEmpty();
    }

    @Test
    void reportsASettingThatIsThereTwiceInEitherSpelling() throws IOException {
        SettingsFile file = read("input-topic=a\ninput.topic=b\n");

        assertThat(file.problems())
                .containsExactly(path() + ":2: input.topic is set twice, first in " + path() + ":1: input-topic");
        assertThat(value(file, "MILLRACE_INPUT_TOPIC")).isEqualTo("a");
    }

    @Test
    void reportsADamagedEscape() throws IOException {
        assertThat(read("tasks=a\nname=\\u12\n").problems())
                .hasSize(1)
                .first()
                .asString()
                .startsWith(path() + ":2: ");
    }

    @Test
    void reportsAFileThatCanNotBeRead() throws IOException {
        assertThat(SettingsFile.read(folder.resolve("absent")).problems())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("MILLRACE_CONFIG: file '" + folder.resolve("absent") + "' can't be read: ");
        Files.write(path(), "name=\u00fc".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(SettingsFile.read(path()).problems())
                .containsExactly("MILLRACE_CONFIG: file '" + path() + "' can't be read: required UTF-8");
        Files.write(path(), new byte[(1 << 20) + 1]);
        assertThat(SettingsFile.read(path()).problems())
                .containsExactly("MILLRACE_CONFIG: file '" + path()
                        + "' can't be read: required at most 1048576 bytes, got 1048577");
    }

    private static String value(SettingsFile file, String name) {
        return file.entries()
                .getOrDefault(name, new SettingsFile.Entry("absent", ""))
                .value();
    }

    private SettingsFile read(String text) throws IOException {
        return SettingsFile.read(Files.writeString(path(), text));
    }

    private Path path() {
        return folder.resolve("millrace.properties");
    }
}
