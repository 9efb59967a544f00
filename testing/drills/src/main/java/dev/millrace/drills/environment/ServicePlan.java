package dev.millrace.drills.environment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to start a service, in addition to every drill's settings.
 *
 * @param environment additional variables
 * @param flags additional flags of the JVM
 * @param wrapper a command in front of the command line, such as one that limits memory
 * @param behindTheGate whether it reaches the broker only through the gate
 * @param release unpacked archive of the version to run; empty for this version
 */
public record ServicePlan(
        Map<String, String> environment,
        List<String> flags,
        List<String> wrapper,
        boolean behindTheGate,
        Optional<Path> release) {

    /**
     * The flags that {@code deploy/run.sh} derives for a streams app with 1 GiB; they follow the drill's flags and
     * override them.
     */
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

    /** A plan for this version. */
    public ServicePlan(
            Map<String, String> environment, List<String> flags, List<String> wrapper, boolean behindTheGate) {
        this(environment, flags, wrapper, behindTheGate, Optional.empty());
    }

    /** No additions. */
    public static ServicePlan plain() {
        return new ServicePlan(Map.of(), List.of(), List.of(), false);
    }

    /** With the container image's flags for 1 GiB instead of the drill's own. */
    public static ServicePlan inContainer() {
        return new ServicePlan(Map.of(), CONTAINER, List.of(), false);
    }

    /** With one more environment variable. */
    public ServicePlan with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new ServicePlan(more, flags, wrapper, behindTheGate, release);
    }

    /** With more flags of the JVM. */
    public ServicePlan withFlags(String... more) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(List.of(more));
        return new ServicePlan(environment, all, wrapper, behindTheGate, release);
    }

    /** Run by another command. */
    public ServicePlan within(String... command) {
        return new ServicePlan(environment, flags, List.of(command), behindTheGate, release);
    }

    /** Connected through the gate. */
    public ServicePlan throughTheGate() {
        return new ServicePlan(environment, flags, wrapper, true, release);
    }

    /** Of another version. */
    public ServicePlan ofRelease(Path unpacked) {
        return new ServicePlan(environment, flags, wrapper, behindTheGate, Optional.of(unpacked));
    }
}
