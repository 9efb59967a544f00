package dev.millrace.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
final class ShutdownSignalTest {

    private static final int SIGTERM = 143;

    @Test
    void letsMainCloseWhatItHasOpenedWhenTheProcessIsToEnd() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectErrorStream(true)
                .start();
        try (var output = process.inputReader()) {
            assertThat(output.readLine()).isEqualTo("runs");

            process.toHandle().destroy();

            assertThat(output.lines()).containsExactly("closes", "closed");
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(SIGTERM);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Waits for the signal, then closes slowly. */
    static final class Main {

        private Main() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) {
            var stop = ShutdownSignal.forThisThread();
            System.out.println("runs");
            stop.join();
            System.out.println("closes");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
            System.out.println("closed");
        }
    }
}
