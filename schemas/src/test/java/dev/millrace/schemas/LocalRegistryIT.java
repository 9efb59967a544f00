package dev.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.platform.registry.LocalRegistry;
import dev.millrace.testing.Await;
import dev.millrace.testing.TestRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRegistryIT {

    /** 127.0.0.2 reaches only servers that listen on all addresses. */
    @Test
    void listensOnOneAddressOnly() {
        int port = sharedPort();

        assertThat(LocalRegistry.answers(port)).isTrue();
        assertThatThrownBy(() -> new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), port).close())
                .isInstanceOf(IOException.class);
    }

    @Test
    void refusesAPortThatIsTakenBySomethingElse(@TempDir Path storage) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> LocalRegistry.start(taken.getLocalPort(), storage))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("" + taken.getLocalPort());
        }
    }

    @Test
    void doesNotTakeAnotherRegistryOnItsPortForItsOwn(@TempDir Path storage) throws IOException {
        int taken = sharedPort();

        assertThatThrownBy(() -> LocalRegistry.start(taken, storage)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void showsItsLogWhenItDoesNotStart(@TempDir Path storage) throws IOException {
        Files.writeString(storage.resolve("schemas.mv.db"), "not a database");

        assertThatThrownBy(() -> LocalRegistry.start(TestRegistry.freePort(), storage))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("its log ends")
                .hasMessageContaining("MVStoreException");
    }

    @Test
    void endsWithTheProgramThatStartedIt(@TempDir Path storage) throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-D" + LocalRegistry.HOME_PROPERTY + "=" + LocalRegistry.home(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        Integer.toString(TestRegistry.freePort()),
                        storage.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();

        List<String> printed = program.inputReader().lines().toList();

        assertThat(program.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(program.exitValue()).isZero();
        long pid = Long.parseLong(printed.get(0));
        Await.until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    private static int sharedPort() {
        return Integer.parseInt(TestRegistry.shared().url().replaceAll("http://127.0.0.1:(\\d+)/.*", "$1"));
    }

    /** A program that starts a registry, prints its process id, and ends without closing it. */
    static final class Owner {

        private Owner() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) {
            LocalRegistry registry = LocalRegistry.start(Integer.parseInt(arguments[0]), Path.of(arguments[1]));
            System.out.println(registry.process().pid());
        }
    }
}
