package dev.millrace.streams;

import dev.millrace.modelregistry.ModelLog;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.Topics;
import dev.millrace.service.PrivateDirectory;
import dev.millrace.service.operations.ClockWatch;
import dev.millrace.service.operations.Health;
import dev.millrace.service.operations.LagMetrics;
import dev.millrace.service.operations.TopicWatch;
import dev.millrace.service.tasks.TaskConfig;
import dev.millrace.streams.classification.ClassificationDependencies;
import dev.millrace.streams.classification.ClassificationFlow;
import dev.millrace.streams.classification.ClassificationMetrics;
import dev.millrace.streams.classification.ClassificationTopology;
import dev.millrace.streams.classification.LargestPrediction;
import dev.millrace.streams.deadletter.DeadLetters;
import dev.millrace.streams.hotswap.CurrentModel;
import dev.millrace.streams.hotswap.FeedMetrics;
import dev.millrace.streams.hotswap.InstallerMetrics;
import dev.millrace.streams.hotswap.ModelFeed;
import dev.millrace.streams.hotswap.ModelInstaller;
import dev.millrace.streams.hotswap.ModelKind;
import dev.millrace.streams.labels.LabelDependencies;
import dev.millrace.streams.labels.LabelMetrics;
import dev.millrace.streams.labels.LabelTopology;
import dev.millrace.streams.operations.StreamsClient;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** The running services of the process. They are closed in the reverse order of their start. */
final class RunningApp implements AutoCloseable {

    private static final Duration LAG_INTERVAL = Duration.ofSeconds(2);
    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(2);
    private static final int LABEL_HEADROOM_BYTES = 65_536;

    private final StreamsAppConfig config;
    private final Topics topics;
    private final TaskFlows flows;
    private final ModelKinds kinds;
    private final OutputLimits limits;
    private final Admin admin;
    private final PrometheusMeterRegistry meters;
    private final List<StreamsClient> clients = new ArrayList<>();
    private final List<ModelInstaller<?>> installers = new ArrayList<>();
    private final Readiness readiness = new Readiness();
    private Supplier<List<String>> notes = List::of;
    private final List<CompletableFuture<Throwable>> failures = new ArrayList<>();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private RunningApp(
            StreamsAppConfig config,
            SchemaRegistry registry,
            OutputLimits limits,
            Admin admin,
            PrometheusMeterRegistry meters) {
        this.config = config;
        this.topics = Topics.of(config.connection().topicNames(), registry);
        this.flows = new TaskFlows(registry, topics.deadLetters().name());
        this.kinds = ModelKinds.of(config);
        this.limits = limits;
        this.admin = admin;
        this.meters = meters;
    }

    static RunningApp start(
            StreamsAppConfig config,
            SchemaRegistry registry,
            OutputLimits limits,
            Admin admin,
            PrometheusMeterRegistry meters) {
        RunningApp app = new RunningApp(config, registry, limits, admin, meters);
        try {
            app.open();
            return app;
        } catch (RuntimeException e) {
            app.close();
            throw e;
        }
    }

    private void open() {
        for (TaskConfig task : config.catalog().tasks()) {
            if (config.clients().contains(StreamsAppConfig.labelsClient(task))) {
                openLabels(task);
            }
            if (config.clients().contains(task.id())) {
                openTask(task);
            }
        }
        ModelFeed feed = ModelFeed.start(
                () -> ModelLog.open(config.connection(), topics),
                installers,
                new FeedMetrics(
                        meters, installers.stream().map(ModelInstaller::task).toList()));
        opened.push(feed);
        failures.add(feed.failure());
        readiness.check(() -> feed.problems().stream());
        notes = feed::substitutions;
        watchTopics();
        opened.push(ClockWatch.start(() -> {
            clients.forEach(StreamsClient::replaceThreads);
            feed.reopen();
        }));
    }

    private void watchTopics() {
        TopicNeeds needs = TopicNeeds.of(config, topics);
        TopicWatch watch = TopicWatch.start(admin, needs.read(), needs.written(), WATCH_INTERVAL);
        opened.push(watch);
        readiness.check(() -> watch.problems().stream());
    }

    private void openLabels(TaskConfig task) {
        LabelDependencies dependencies = new LabelDependencies(
                config.labelWindow(),
                config.labelClockSkew(),
                config.labelPartitions(),
                new LabelDependencies.Limits(config.maxDeadLetterBytes() - LABEL_HEADROOM_BYTES, limits.examples(task)),
                new DeadLetters(limits.deadLetters()),
                new LabelMetrics(meters));
        PredecessorOffsets.takeOver(admin, config, task, InstantSource.system());
        client(
                        task,
                        StreamsAppConfig.labelsClient(task),
                        LabelTopology.build(
                                flows.labels(task), topics.deadLetters().name(), dependencies),
                        Map.of())
                .start();
    }

    private void openTask(TaskConfig task) {
        switch (task.task().type()) {
            case IMAGE -> openTask(task, flows.images(task), kinds.images(task.task()));
            case TEXT -> openTask(task, flows.texts(task), kinds.texts(task.task()));
        }
    }

    private <T> void openTask(TaskConfig task, ClassificationFlow<T> flow, ModelKind<T> kind) {
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
        opened.push(dependencies.stages());
        StreamsClient client = client(
                task,
                task.id(),
                ClassificationTopology.build(flow, dependencies),
                mainConsumer(dependencies.stages().consumerProperties()));
        ModelKind<T> checked = kind.with(LargestPrediction.of(flow, limits.predictions(task)));
        installers.add(new ModelInstaller<>(
                checked, config.batchSize(), model, new InstallerMetrics(meters, flow.task()), client::resume));
        readiness.model(task.id(), () -> model.stamp().isPresent());
        client.startPaused();
    }

    private StreamsClient client(TaskConfig task, String name, Topology topology, Map<String, Object> required) {
        makeState(config.stateDirectory().resolve(name));
        StreamsClient client = StreamsClient.of(
                name,
                topology,
                ClientProperties.of(name, config, required),
                ClientProperties.pollInterval(config),
                meters);
        clients.add(client);
        opened.push(client);
        readiness.check(task.id(), client::problem);
        failures.add(client.failure());
        opened.push(LagMetrics.start(
                admin, ClientProperties.applicationId(name, config), client::partitions, meters, LAG_INTERVAL));
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

    Health live() {
        Stream<String> ended = failures.stream()
                .filter(CompletableFuture::isDone)
                .map(failure -> "failed for good: " + failure.join());
        Stream<String> hanging = clients.stream().flatMap(client -> client.hang().stream());
        return new Health(Stream.concat(ended, hanging).toList());
    }

    Health ready() {
        return new Health(
                Stream.concat(live().problems().stream(), readiness.problems()).toList(), notes.get());
    }

    /** Readiness of each task that the process carries, by its name: its clients run, and a model serves if it classifies. */
    Map<String, Supplier<Health>> tasks() {
        return readiness.ofTasks();
    }

    /** Completes with the cause when a client or the model feed fails permanently. */
    CompletableFuture<Object> failure() {
        return CompletableFuture.anyOf(failures.toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public void close() {
        clients.forEach(StreamsClient::stop);
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("the streams app could not be closed", e);
            }
        }
    }
}
