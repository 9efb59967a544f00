package dev.millrace.streams;

import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.Topics;
import dev.millrace.service.PrivateDirectory;
import dev.millrace.service.operations.LagMetrics;
import dev.millrace.service.tasks.TaskConfig;
import dev.millrace.streams.classification.ClassificationDependencies;
import dev.millrace.streams.classification.ClassificationFlow;
import dev.millrace.streams.classification.ClassificationMetrics;
import dev.millrace.streams.classification.ClassificationTopology;
import dev.millrace.streams.classification.LargestPrediction;
import dev.millrace.streams.deadletter.DeadLetters;
import dev.millrace.streams.hotswap.CurrentModel;
import dev.millrace.streams.hotswap.InstallerMetrics;
import dev.millrace.streams.hotswap.ModelInstaller;
import dev.millrace.streams.hotswap.ModelKind;
import dev.millrace.streams.labels.LabelDependencies;
import dev.millrace.streams.labels.LabelMetrics;
import dev.millrace.streams.labels.LabelTopology;
import dev.millrace.streams.operations.CommitLatency;
import dev.millrace.streams.operations.StreamsClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** Starts the clients of tasks. */
final class TaskStarter {

    private static final Duration LAG_INTERVAL = Duration.ofSeconds(2);
    private static final int LABEL_HEADROOM_BYTES = 65_536;

    private final StreamsAppConfig config;
    private final String deadLetters;
    private final TaskFlows flows;
    private final ModelKinds kinds;
    private final Admin admin;
    private final MeterRegistry meters;

    /** @param config of the process; of its tasks, only those matter that are passed to {@link #start} */
    TaskStarter(StreamsAppConfig config, SchemaRegistry registry, Admin admin, MeterRegistry meters) {
        this.config = config;
        this.deadLetters = Topics.of(config.connection().topicNames(), registry)
                .deadLetters()
                .name();
        this.flows = new TaskFlows(registry, deadLetters);
        this.kinds = ModelKinds.of(config);
        this.admin = admin;
        this.meters = meters;
    }

    /** @param clients names of the clients that this process carries, of any task */
    RunningTask start(TaskConfig task, Set<String> clients, OutputLimits limits) {
        RunningTask running = new RunningTask(task, meters);
        try {
            if (clients.contains(StreamsAppConfig.labelsClient(task))) {
                startLabels(running, task, limits);
            }
            if (clients.contains(task.id())) {
                startClassification(running, task, limits);
            }
            return running;
        } catch (RuntimeException | Error e) {
            running.close();
            throw e;
        }
    }

    private void startLabels(RunningTask running, TaskConfig task, OutputLimits limits) {
        LabelDependencies dependencies = new LabelDependencies(
                config.labelWindow(),
                config.labelClockSkew(),
                config.labelPartitions(),
                new LabelDependencies.Limits(config.maxDeadLetterBytes() - LABEL_HEADROOM_BYTES, limits.examples(task)),
                new DeadLetters(limits.deadLetters()),
                new LabelMetrics(meters));
        PredecessorOffsets.takeOver(admin, config, task, InstantSource.system());
        client(
                        running,
                        StreamsAppConfig.labelsClient(task),
                        LabelTopology.build(flows.labels(task), deadLetters, dependencies),
                        Map.of(),
                        Optional.empty())
                .start();
    }

    private void startClassification(RunningTask running, TaskConfig task, OutputLimits limits) {
        switch (task.task().type()) {
            case IMAGE -> startClassification(running, task, limits, flows.images(task), kinds.images(task.task()));
            case TEXT -> startClassification(running, task, limits, flows.texts(task), kinds.texts(task.task()));
        }
    }

    private <T> void startClassification(
            RunningTask running, TaskConfig task, OutputLimits limits, ClassificationFlow<T> flow, ModelKind<T> kind) {
        CurrentModel<T> model = new CurrentModel<>();
        ClassificationDependencies<T> dependencies = ClassificationDependencies.of(
                flow,
                model,
                new ClassificationDependencies.Limits(
                        config.batchSize(),
                        ClientProperties.processingInterval(config),
                        limits.predictions(task),
                        limits.deadLetters()),
                new ClassificationMetrics(meters, flow.task()));
        StreamsClient client = client(
                running,
                task.id(),
                ClassificationTopology.build(flow, dependencies),
                mainConsumer(dependencies.stages().consumerProperties()),
                Optional.of(new CommitLatency(
                        flow.predictions().name(), dependencies.metrics().commitLatency(), dependencies.clock())));
        ModelKind<T> checked = kind.with(LargestPrediction.of(flow, limits.predictions(task)));
        running.classifiesBy(
                new ModelInstaller<>(
                        checked, config.batchSize(), model, new InstallerMetrics(meters, flow.task()), client::resume),
                dependencies.stages());
        client.startPaused();
    }

    private StreamsClient client(
            RunningTask running,
            String name,
            Topology topology,
            Map<String, Object> required,
            Optional<CommitLatency> latency) {
        makeState(config.stateDirectory().resolve(name));
        StreamsClient client = StreamsClient.of(
                name,
                topology,
                ClientProperties.of(name, config, required),
                ClientProperties.pollInterval(config),
                latency,
                meters);
        String group = ClientProperties.applicationId(name, config);
        running.add(new RunningTask.Client(
                name, group, client, LagMetrics.start(admin, group, client::partitions, meters, LAG_INTERVAL)));
        return client;
    }

    private static void makeState(Path directory) {
        try {
            PrivateDirectory.make(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("the state can't be kept: " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> mainConsumer(Map<String, Object> properties) {
        return properties.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> StreamsConfig.mainConsumerPrefix(entry.getKey()), Map.Entry::getValue));
    }
}
