package dev.millrace.platform.broker;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The broker's {@code main}: runs until the process is asked to stop. */
public final class Broker {

    private Broker() {}

    /**
     * Runs the broker.
     *
     * @param arguments directory, port for clients and port of the controller; optionally the port of a second listener
     *     for clients and the port that this listener advertises
     */
    public static void main(String[] arguments) {
        if (arguments.length != 3 && arguments.length != 5) {
            throw new IllegalArgumentException("required directory, port and controller port, or these and two ports of"
                    + " a second listener, got " + arguments.length + " arguments");
        }
        List<Integer> ports =
                Arrays.stream(arguments).skip(1).map(Integer::valueOf).toList();
        EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]), ports);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-end"));
        broker.awaitEnd();
    }
}
