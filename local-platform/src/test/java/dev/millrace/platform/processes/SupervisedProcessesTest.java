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
    private SupervisedProcesses children;

    @BeforeEach
    void open() {
        children = SupervisedProcesses.in(folder, notices::add);
    }

    @AfterEach
    void close() {
        children.close();
    }

    @Test
    void startsAgainWhatDies() {
        SupervisedProcess child = children.start(sleeper());
        ProcessHandle first = running(child);

        first.destroyForcibly();

        await().atMost(PATIENCE).until(() -> child.restarts() == 1 && child.pid() != first.pid());
        assertThat(notices).containsExactly("sleeper ended by itself (exit code 137), starting it again");
    }

    @Test
    void givesUpOnWhatDiesAgainAndAgain() {
        children.start(Program.ofClass("sleeper", Sleeper.class, List.of(), List.of("end"), Map.of(), log()));

        await().atMost(PATIENCE).until(() -> children.givenUp().isDone());

        assertThat(children.givenUp().join())
                .contains("exit code 3")
                .contains("5 times in a row")
                .contains(log().toString());
    }

    @Test
    void leavesNoneBehindWhenClosed() {
        ProcessHandle one = running(children.start(sleeper()));
        ProcessHandle other = running(children.start(sleeper()));

        children.close();

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
        ProcessHandle child = running(children.start(sleeper()));

        new ProcessBuilder("kill", "-INT", Long.toString(child.pid())).start().waitFor();

        await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(child::isAlive);
        assertThat(notices).isEmpty();
    }

    private ProcessHandle running(SupervisedProcess child) {
        await().atMost(PATIENCE)
                .until(() -> Files.exists(log()) && Files.readString(log()).contains("sleeper runs"));
        return ProcessHandle.of(child.pid()).orElseThrow();
    }

    private Program sleeper() {
        return Program.ofClass("sleeper", Sleeper.class, List.of("-Xmx32m"), List.of(), Map.of(), log());
    }

    private Path log() {
        return folder.resolve("sleeper.log");
    }
}
