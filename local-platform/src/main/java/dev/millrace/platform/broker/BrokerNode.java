package dev.millrace.platform.broker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One node of a cluster on loopback, broker and controller in one.
 *
 * @param id from 1
 * @param port for clients
 * @param controllers the ports of all nodes' controllers, by id
 * @param second the port of a second listener for clients and the port that it advertises, for a proxy between the two;
 *     empty for none
 */
public record BrokerNode(int id, int port, List<Integer> controllers, List<Integer> second) {

    public BrokerNode {
        controllers = List.copyOf(controllers);
        second = List.copyOf(second);
        if (id < 1 || id > controllers.size()) {
            throw new IllegalArgumentException(
                    "the id of a node must be from 1 to " + controllers.size() + ", got " + id);
        }
        if (!second.isEmpty() && second.size() != 2) {
            throw new IllegalArgumentException("a second listener has two ports, got " + second);
        }
    }

    /** The only node of a cluster. */
    public static BrokerNode single(int port, int controller) {
        return new BrokerNode(1, port, List.of(controller), List.of());
    }

    /** What {@link #parse} reads. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(id), Integer.toString(port)));
        arguments.add(controllers.stream().map(String::valueOf).collect(Collectors.joining(",")));
        second.forEach(each -> arguments.add(each.toString()));
        return arguments;
    }

    /** @throws IllegalArgumentException if these are not what {@link #arguments} returns */
    static BrokerNode parse(List<String> arguments) {
        if (arguments.size() != 3 && arguments.size() != 5) {
            throw new IllegalArgumentException("required id, port and controller ports, or these and two ports of"
                    + " a second listener, got " + arguments.size() + " arguments");
        }
        List<Integer> controllers =
                Arrays.stream(arguments.get(2).split(",")).map(Integer::valueOf).toList();
        return new BrokerNode(
                Integer.parseInt(arguments.get(0)),
                Integer.parseInt(arguments.get(1)),
                controllers,
                arguments.stream().skip(3).map(Integer::valueOf).toList());
    }
}
