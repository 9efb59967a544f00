package dev.millrace.drills.environment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a service is started, beyond what every drill has it be.
 *
 * @param environment on top
 * @param flags of the JVM on top
 * @param wrapper what the command line is put behind, such as a command that limits memory
 * @param behindTheGate whether it reaches the broker through the gate only
 */
public record ServicePlan(
        Map<String, String> environment, List<String> flags, List<String> wrapper, boolean behindTheGate) {

    /** What {@code deploy/run.sh} makes of 1 GiB for a streams app; they come after the drill's flags, and win. */
    private static final List<String> CONTAINER = List.of(
            "-Xmx358m",
            "-XX:+PerfDisableSharedMem",
            "-Dorg.bytedeco.javacpp.maxbytes=204m",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=870m");

    public ServicePlan {
        environment = Map.copyOf(environment);
        flags = List.copyOf(flags);
        wrapper = List.copyOf(wrapper);
    }

    /** Nothing special. */
    public static ServicePlan plain() {
        return new ServicePlan(Map.of(), List.of(), List.of(), false);
    }

    /** With the flags of the container image for 1 GiB instead of the drill's own. */
    public static ServicePlan inContainer() {
        return new ServicePlan(Map.of(), CONTAINER, List.of(), false);
    }

    /** With one more environment variable. */
    public ServicePlan with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new ServicePlan(more, flags, wrapper, behindTheGate);
    }

    /** With more flags of the JVM. */
    public ServicePlan withFlags(String... more) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(List.of(more));
        return new ServicePlan(environment, all, wrapper, behindTheGate);
    }

    /** Run by another command. */
    public ServicePlan within(String... command) {
        return new ServicePlan(environment, flags, List.of(command), behindTheGate);
    }

    /** Through the gate. */
    public ServicePlan throughTheGate() {
        return new ServicePlan(environment, flags, wrapper, true);
    }
}
