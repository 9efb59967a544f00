package dev.millrace.cli.broker;

import java.nio.file.Path;

/** The program of the broker's process: runs until the process is asked to stop. */
public final class Broker {

    private Broker() {}

    /** @param arguments directory, port for clients, port of the controller */
    public static void main(String[] arguments) {
        if (arguments.length != 3) {
            throw new IllegalArgumentException(
                    "required directory, port and controller port, got " + arguments.length + " arguments");
        }
        EmbeddedBroker broker = EmbeddedBroker.start(
                Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-end"));
        broker.awaitEnd();
    }
}
