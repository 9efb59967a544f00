package dev.millrace.platform.broker;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The program of the broker's process: runs until the process is asked to stop. */
public final class Broker {

    private Broker() {}

    /**
     * @param arguments directory, port for clients, port of the controller; or these and the port of a second listener for
     *     clients, and the port that it tells them to use
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
