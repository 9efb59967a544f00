package dev.millrace.platform.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedProcessesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final List<String> notices = new CopyOnWriteArrayList<>();
    private SupervisedProcesses processes;

    @BeforeEach
    void open() {
        processes = SupervisedProcesses.in(folder, notices::add);
    }

    @AfterEach
    void close() {
        processes.close();
    }

    @Test
    void restartsAProcessThatDies() {
        SupervisedProcess process = processes.start(sleeper());
        ProcessHandle first = running(process);

        first.destroyForcibly();

        await().atMost(PATIENCE).until(() -> process.restarts() == 1 && process.pid() != first.pid());
        assertThat(notices).containsExactly("sleeper ended by itself (exit code 137), starting it again");
    }

    @Test
    void givesUpOnAProcessThatDiesRepeatedly() {
        processes.start(Program.ofClass("sleeper", Sleeper.class, List.of(), List.of("end"), Map.of(), log()));

        await().atMost(PATIENCE).until(() -> processes.givenUp().isDone());

        assertThat(processes.givenUp().join())
                .contains("exit code 3")
                .contains("5 times in a row")
                .contains(log().toString());
    }

    @Test
    void leavesNoneBehindWhenClosed() {
        ProcessHandle one = running(processes.start(sleeper()));
        ProcessHandle other = running(processes.start(sleeper()));

        processes.close();

        assertThat(one.isAlive()).isFalse();
        assertThat(other.isAlive()).isFalse();
        assertThat(notices).isEmpty();
    }

    @Test
    void endsAChildWhoseParentIsGone() throws Exception {
        Path agent = AgentJar.write(folder.resolve("agent.jar"));
        Process process = new ProcessBuilder(sleeper().commandLine(agent))
                .redirectErrorStream(true)
                .start();
        assertThat(process.inputReader().readLine()).isEqualTo("sleeper runs");

        process.getOutputStream().close();

        assertThat(process.onExit().get(60, TimeUnit.SECONDS).exitValue()).isZero();
    }

    @Test
    void keepsItsChildrenFromTheSignalOfATerminal() throws Exception {
        ProcessHandle process = running(processes.start(sleeper()));

        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

        await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(process::isAlive);
        assertThat(notices).isEmpty();
    }

    private ProcessHandle running(SupervisedProcess process) {
        await().atMost(PATIENCE)
                .until(() -> Files.exists(log()) && Files.readString(log()).contains("sleeper runs"));
        return ProcessHandle.of(process.pid()).orElseThrow();
    }

    private Program sleeper() {
        return Program.ofClass("sleeper", Sleeper.class, List.of("-Xmx32m"), List.of(), Map.of(), log());
    }

    private Path log() {
        return folder.resolve("sleeper.log");
    }
}
