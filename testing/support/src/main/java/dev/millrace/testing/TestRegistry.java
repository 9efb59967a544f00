package dev.millrace.testing;

import dev.millrace.platform.registry.LocalRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;

/** The real registry, one for all tests of a JVM. */
public final class TestRegistry {

    private TestRegistry() {}

    private static final class Holder {
        private static final LocalRegistry REGISTRY = start();

        private static LocalRegistry start() {
            try {
                return LocalRegistry.start(freePort(), Files.createTempDirectory("millrace-registry"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public static LocalRegistry shared() {
        return Holder.REGISTRY;
    }

    /** A port that was free a moment ago, on loopback. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
