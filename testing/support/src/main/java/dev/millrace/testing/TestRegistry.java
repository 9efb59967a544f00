package dev.millrace.testing;

import dev.millrace.platform.registry.LocalRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;

/** The real registry, shared by all tests of a JVM. */
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

    /** The registry that tests share; started at the first call. */
    public static LocalRegistry shared() {
        return Holder.REGISTRY;
    }

    /** A port on loopback that was free a moment ago. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
