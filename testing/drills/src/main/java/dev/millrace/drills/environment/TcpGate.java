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
 * Forwards connections from one port on loopback to another until it is shut. Then it breaks every connection, new ones
 * included. Thread-safe.
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

    /** Creates an open gate. */
    public static TcpGate open(int port, int target) {
        try {
            TcpGate gate = new TcpGate(new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress()), target);
            daemon("gate", gate::accept);
            return gate;
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " can't be listened on", e);
        }
    }

    /** Breaks every connection, and new ones until {@link #reopen}. */
    public synchronized void shut() {
        shut = true;
        open.forEach(TcpGate::drop);
    }

    /** Accepts new connections again. */
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

    /** Whether the gate is open; if so, the socket will break when it is shut. */
    private synchronized boolean isLetIn(Socket socket) {
        return !shut && open.add(socket);
    }

    /** However one side of a connection ends, the other ends too. */
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
