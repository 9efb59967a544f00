package dev.millrace.platform.broker;

import java.nio.file.Path;
import java.util.List;

/** The broker's {@code main}: runs until the process is asked to stop. */
public final class Broker {

    private Broker() {}

    /**
     * Runs the broker.
     *
     * @param arguments directory, then those of {@link BrokerNode#arguments}
     */
    public static void main(String[] arguments) {
        List<String> given = List.of(arguments);
        if (given.isEmpty()) {
            throw new IllegalArgumentException("required a directory and a node, got no arguments");
        }
        EmbeddedBroker broker =
                EmbeddedBroker.start(Path.of(given.get(0)), BrokerNode.parse(given.subList(1, given.size())));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-end"));
        broker.awaitEnd();
    }
}
