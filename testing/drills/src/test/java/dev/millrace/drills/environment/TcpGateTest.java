package dev.millrace.drills.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.platform.processes.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpGateTest {

    private final List<Integer> ports = Ports.free(2);
    private ServerSocket echo;
    private TcpGate gate;

    @BeforeEach
    void openBoth() throws IOException {
        echo = new ServerSocket(ports.get(1), 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::echo, "echo");
        thread.setDaemon(true);
        thread.start();
        gate = TcpGate.open(ports.get(0), ports.get(1));
    }

    @AfterEach
    void closeBoth() throws IOException {
        gate.close();
        echo.close();
    }

    @Test
    void passesOnBothWays() throws IOException {
        try (Socket client = connect()) {
            assertThat(answer(client, 7)).isEqualTo(7);
        }
    }

    @Test
    void breaksWhatIsConnectedWhenItIsShut() throws IOException {
        try (Socket client = connect()) {
            assertThat(answer(client, 7)).isEqualTo(7);

            gate.shut();

            assertIsBroken(client);
        }
    }

    @Test
    void breaksNewConnectionsWhileItIsShutAndPassesThemOnAfterwards() throws IOException {
        gate.shut();
        try (Socket client = connect()) {
            assertIsBroken(client);
        }

        gate.reopen();

        try (Socket client = connect()) {
            assertThat(answer(client, 9)).isEqualTo(9);
        }
    }

    /** The end of the stream, or a reset. */
    private static void assertIsBroken(Socket client) throws IOException {
        try {
            assertThat(answer(client, 8)).isEqualTo(-1);
        } catch (SocketException e) {
            assertThatThrownBy(() -> answer(client, 8)).isInstanceOf(SocketException.class);
        }
    }

    private static int answer(Socket client, int question) throws IOException {
        client.getOutputStream().write(question);
        return client.getInputStream().read();
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), ports.get(0));
    }

    private void echo() {
        while (!echo.isClosed()) {
            try {
                Socket server = echo.accept();
                Thread thread = new Thread(() -> echo(server), "echo-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                assertThat(echo.isClosed()).isTrue();
            }
        }
    }

    private static void echo(Socket server) {
        try (server) {
            server.getInputStream().transferTo(server.getOutputStream());
        } catch (IOException e) {
            assertThat(e).isInstanceOf(SocketException.class);
        }
    }
}
