package dev.millrace.drills.environment;

import dev.millrace.platform.processes.ControlledProcess;
import dev.millrace.platform.processes.Ports;
import dev.millrace.platform.processes.Program;
import dev.millrace.streams.StreamsApp;
import dev.millrace.trainer.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The service processes of a scenario, each with its own folders, ports and settings. Not thread-safe. */
public final class Services {

    private static final String STREAMS = "MILLRACE_STREAMS_";
    private static final String TRAINER = "MILLRACE_TRAINER_";
    private static final List<String> FLAGS = List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dorg.bytedeco.javacpp.maxbytes=1g",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=3g",
            "-Dlogback.configurationFile=millrace-child-logback.xml");

    /** The exit code of a JVM that was ended by SIGTERM. */
    private static final int SIGTERM = 143;

    private final DrillPlatform platform;
    private final String scenario;
    private final String topicPrefix;
    private final Guarantee guarantee;
    private final Problems problems;
    private final List<Service> started = new ArrayList<>();

    Services(DrillPlatform platform, String topicPrefix, Guarantee guarantee, Problems problems) {
        this.platform = platform;
        this.topicPrefix = topicPrefix;
        this.scenario = topicPrefix + "services";
        this.guarantee = guarantee;
        this.problems = problems;
    }

    /** The folder in which a service of that name keeps its data. */
    public Path folder(String name) {
        return platform.work().folder(scenario + "/" + name);
    }

    /** How many lines with this text a service of that name has written to its log, in all its lives. */
    public long countLogged(String name, String text) {
        try (Stream<String> lines = Files.lines(log(name))) {
            return lines.filter(line -> line.contains(text)).count();
        } catch (IOException e) {
            throw new UncheckedIOException("the log of " + name + " can't be read", e);
        }
    }

    private Path log(String name) {
        return platform.work().log(scenario + "-" + name);
    }

    /** Starts a streams app; does not wait until it is ready. */
    public Service startApp(String name, ServicePlan plan) {
        int port = Ports.free(1).get(0);
        Map<String, String> settings = common(plan);
        settings.put(STREAMS + "CLIENTS", "image,review");
        settings.put(STREAMS + "GUARANTEE", guarantee.id());
        settings.put(STREAMS + "SESSION_TIMEOUT", "PT6S");
        settings.put(STREAMS + "CREATE_TOPICS", "false");
        settings.put(STREAMS + "STATE_DIR", folder(name).toString());
        settings.put(STREAMS + "OPERATIONS_PORT", Integer.toString(port));
        settings.putAll(plan.environment());
        return start(name, StreamsApp.class, settings, plan, port);
    }

    /** Starts a trainer; does not wait until it is ready. */
    public Service startTrainer(String name, ServicePlan plan) {
        int port = Ports.free(1).get(0);
        Map<String, String> settings = common(plan);
        settings.put("MILLRACE_DATA_DIR", folder(name).toString());
        settings.put("MILLRACE_KAFKA_SESSION_TIMEOUT_MS", "6000");
        settings.put("MILLRACE_KAFKA_HEARTBEAT_INTERVAL_MS", "1500");
        settings.put(TRAINER + "OPERATIONS_PORT", Integer.toString(port));
        settings.putAll(plan.environment());
        return start(name, Trainer.class, settings, plan, port);
    }

    /** Starts another program in place of a streams app. */
    public Service startOther(String name, Class<?> program, ServicePlan plan) {
        Map<String, String> settings = common(plan);
        settings.put(STREAMS + "GUARANTEE", guarantee.id());
        settings.putAll(plan.environment());
        return start(name, program, settings, plan, 1);
    }

    private Map<String, String> common(ServicePlan plan) {
        Map<String, String> settings = DrillPlatform.withoutMillrace(System.getenv());
        settings.put("OMP_NUM_THREADS", "1");
        settings.put(
                "MILLRACE_BOOTSTRAP_SERVERS",
                plan.behindTheGate()
                        ? platform.bootstrapServersBehindTheGate()
                        : platform.local().bootstrapServers());
        settings.put("MILLRACE_REGISTRY_URL", platform.local().registryUrl());
        settings.put("MILLRACE_TOPIC_PREFIX", topicPrefix);
        return settings;
    }

    private Service start(String name, Class<?> program, Map<String, String> settings, ServicePlan plan, int port) {
        List<String> flags = new ArrayList<>(FLAGS);
        flags.addAll(plan.flags());
        Program made = Program.ofClass(name, program, flags, List.of(), new HashMap<>(settings), log(name));
        Program ofVersion = plan.release()
                .map(release -> made.onClassPath(release.resolve("lib") + "/*"))
                .orElse(made);
        Service service = new Service(platform.processes().of(ofVersion.within(plan.wrapper())), port);
        service.process().start();
        started.add(service);
        return service;
    }

    /** Asks a service to end, and records a problem if it does not end in order. */
    public void stop(Service service) {
        int code = service.process().stop().orElse(-1);
        problems.require(
                code == 0 || code == SIGTERM,
                service.process().name() + " ended with exit code " + code + " when asked to stop");
    }

    /** Calls {@link #stop} for each that runs. */
    void stopAll() {
        started.stream().filter(service -> service.process().isAlive()).forEach(this::stop);
    }

    void killAll() {
        started.stream()
                .map(Service::process)
                .filter(ControlledProcess::isAlive)
                .forEach(ControlledProcess::kill);
    }
}
