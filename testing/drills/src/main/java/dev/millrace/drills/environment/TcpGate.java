package dev.millrace.drills.environment;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes on what comes to one port of loopback to another one, until it is shut: then every connection breaks, and new ones
 * break at once. Thread-safe.
 */
public final class TcpGate implements AutoCloseable {

    private static final int BACKLOG = 50;

    private final ServerSocket entrance;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private boolean shut;

    private TcpGate(ServerSocket entrance, int target) {
        this.entrance = entrance;
        this.target = target;
    }

    /** Open from the start. */
    public static TcpGate open(int port, int target) {
        try {
            TcpGate gate = new TcpGate(new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress()), target);
            daemon("gate", gate::accept);
            return gate;
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " can't be listened on", e);
        }
    }

    /** Breaks every connection; those to come break too, until {@link #reopen}. */
    public synchronized void shut() {
        shut = true;
        open.forEach(TcpGate::drop);
    }

    public synchronized void reopen() {
        shut = false;
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                connect(entrance.accept());
            } catch (IOException e) {
                if (!entrance.isClosed()) {
                    throw new UncheckedIOException("the gate can't take connections", e);
                }
            }
        }
    }

    private void connect(Socket client) {
        if (!isLetIn(client)) {
            drop(client);
            return;
        }
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            if (isLetIn(server)) {
                daemon("gate-in", () -> pass(client, server));
                daemon("gate-out", () -> pass(server, client));
            } else {
                drop(server);
            }
        } catch (IOException e) {
            drop(client);
        }
    }

    /** Whether the gate is open; if so, the socket breaks when it is shut. */
    private synchronized boolean isLetIn(Socket socket) {
        return !shut && open.add(socket);
    }

    /** However a connection ends, both its sides do. */
    private void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            drop(from);
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void drop(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a connection can't be broken", e);
        }
    }

    @Override
    public void close() {
        drop(entrance);
        shut();
    }
}
