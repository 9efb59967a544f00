package dev.millrace.benchmarks.platform;

import dev.millrace.cli.connection.LocalConnection;
import dev.millrace.drills.model.ModelWriter;
import dev.millrace.drills.model.Release;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.Task;
import dev.millrace.platform.LocalPlatform;
import dev.millrace.platform.WorkFolder;
import dev.millrace.platform.processes.ControlledProcess;
import dev.millrace.platform.processes.ControlledProcesses;
import dev.millrace.platform.processes.Program;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.Topics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real broker and a real registry, each in its own process, and the processes that are measured. */
public final class BenchmarkPlatform implements AutoCloseable {

    private static final int BROKER_MEGABYTES = 512;

    /** The flags of the quickstart's streams app, the same for every subject. */
    private static final List<String> FLAGS = List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dorg.bytedeco.javacpp.maxbytes=1g",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=3g",
            "-Dlogback.configurationFile=millrace-child-logback.xml");

    private final WorkFolder work;
    private final LocalPlatform local;
    private final ControlledProcesses puppets;

    private BenchmarkPlatform(WorkFolder work, LocalPlatform local, ControlledProcesses puppets) {
        this.work = work;
        this.local = local;
        this.puppets = puppets;
    }

    /**
     * Returns when both answer.
     *
     * @param asked folder for logs and data, which is then kept; empty for a temporary folder
     */
    public static BenchmarkPlatform start(Optional<Path> asked) {
        WorkFolder work = WorkFolder.open("bench", asked, false);
        LocalPlatform local = LocalPlatform.in(work, withoutMillrace(System.getenv()));
        BenchmarkPlatform platform = new BenchmarkPlatform(work, local, ControlledProcesses.in(work.path()));
        try {
            platform.puppets.of(local.broker(BROKER_MEGABYTES)).start();
            platform.puppets.of(local.registry()).start();
            local.await(() -> {});
            return platform;
        } catch (RuntimeException e) {
            platform.close();
            throw e;
        }
    }

    /** How to connect to them, with a prefix for topics and groups. */
    public KafkaConnection connection(String topicPrefix) {
        return LocalConnection.to(local, topicPrefix);
    }

    /** A folder in the work folder, created if necessary. */
    public Path folder(String name) {
        return work.folder(name);
    }

    /** Publishes a model and makes it serve. */
    public void publish(KafkaConnection connection, Topics topics, Task task, ModelArtifact artifact) {
        try (ModelWriter writer = ModelWriter.open(connection, topics)) {
            writer.publish(Release.of(task, 0, artifact));
        }
    }

    /** Starts a class on this class path with the flags of all subjects. */
    public SubjectProcess start(String name, Class<?> main, List<String> arguments, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(withoutMillrace(System.getenv()));
        environment.put("OMP_NUM_THREADS", "1");
        environment.putAll(settings);
        Path log = work.log(name);
        ControlledProcess puppet = puppets.of(Program.ofClass(name, main, FLAGS, arguments, environment, log));
        puppet.start();
        return new SubjectProcess(ProcessHandle.of(puppet.pid()).orElseThrow(), log, puppet::close);
    }

    private static Map<String, String> withoutMillrace(Map<String, String> environment) {
        Map<String, String> settings = new HashMap<>(environment);
        settings.keySet().removeIf(name -> name.startsWith("MILLRACE_"));
        return settings;
    }

    @Override
    public void close() {
        puppets.close();
        work.close();
    }
}
