package dev.millrace.streams;

import dev.millrace.model.LoadedModel;
import dev.millrace.model.Task;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.image.ImageModels;
import dev.millrace.model.text.TextLimits;
import dev.millrace.model.text.TextModels;
import dev.millrace.schemas.TopicNames;
import dev.millrace.schemas.Topics;
import dev.millrace.service.operations.Health;
import dev.millrace.service.operations.LagMetrics;
import dev.millrace.service.operations.OperationsServer;
import dev.millrace.streams.classification.ClassificationClient;
import dev.millrace.streams.hotswap.CurrentModel;
import dev.millrace.streams.hotswap.ModelFeed;
import dev.millrace.streams.hotswap.ModelSlot;
import dev.millrace.streams.labels.LabelTopology;
import dev.millrace.streams.operations.ClassificationMeters;
import dev.millrace.streams.operations.LabelMeters;
import dev.millrace.streams.operations.SwapMeters;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;

/** Everything that runs in the process, opened in order and closed in the opposite one. */
final class RunningApp implements AutoCloseable {

    private static final Duration LAG_INTERVAL = Duration.ofSeconds(2);
    private static final int EXAMPLE_SIDE = 32;

    private final StreamsAppConfig config;
    private final Topics topics;
    private final Admin admin;
    private final PrometheusMeterRegistry meters;
    private final List<StreamsClient> clients = new ArrayList<>();
    private final List<ModelSlot<?>> slots = new ArrayList<>();
    private final List<Supplier<List<String>>> checks = new ArrayList<>();
    private final List<Supplier<List<String>>> lifeSigns = new ArrayList<>();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private RunningApp(StreamsAppConfig config, Topics topics, Admin admin, PrometheusMeterRegistry meters) {
        this.config = config;
        this.topics = topics;
        this.admin = admin;
        this.meters = meters;
    }

    static RunningApp start(StreamsAppConfig config, Topics topics, Admin admin, PrometheusMeterRegistry meters) {
        RunningApp app = new RunningApp(config, topics, admin, meters);
        if (config.clients().contains(StreamsAppConfig.LABELS)) {
            app.addLabels();
        }
        if (config.clients().contains(Task.IMAGE.id())) {
            app.addImages();
        }
        if (config.clients().contains(Task.REVIEW.id())) {
            app.addReviews();
        }
        ModelFeed feed = ModelFeed.start(config.connection(), topics, app.slots);
        app.opened.push(feed);
        app.lifeSigns.add(() -> feed.isAlive() ? List.of() : List.of("the model feed has ended"));
        app.opened.push(OperationsServer.start(
                config.operationsHost(), config.operationsPort(), meters, app::live, app::ready));
        return app;
    }

    private void addLabels() {
        StreamsClient client = client(
                StreamsAppConfig.LABELS,
                LabelTopology.build(topics, config.labelWindow(), new LabelMeters(meters)),
                Map.of());
        client.start();
    }

    private void addImages() {
        CurrentModel<EncodedImage> model = new CurrentModel<>();
        ClassificationClient images = ClassificationClient.images(topics, model, limits(), meters(Task.IMAGE));
        ByteBuffer example = ByteBuffer.allocate(EXAMPLE_SIDE * EXAMPLE_SIDE * 3);
        addTask(
                Task.IMAGE,
                images,
                model,
                artifact -> ImageModels.load(artifact, ImageLimits.standard()),
                EncodedImage.raw(example, EXAMPLE_SIDE, EXAMPLE_SIDE));
    }

    private void addReviews() {
        CurrentModel<String> model = new CurrentModel<>();
        ClassificationClient reviews = ClassificationClient.reviews(topics, model, limits(), meters(Task.REVIEW));
        addTask(
                Task.REVIEW,
                reviews,
                model,
                artifact -> TextModels.load(artifact, TextLimits.standard()),
                "any word will do");
    }

    private <T> void addTask(
            Task task,
            ClassificationClient classification,
            CurrentModel<T> model,
            Function<ModelArtifact, LoadedModel<T>> load,
            T example) {
        StreamsClient client = client(task.id(), classification.topology(), classification.properties());
        ModelSlot.WarmUp<T> warmUp = new ModelSlot.WarmUp<>(load, example, config.batchSize());
        slots.add(new ModelSlot<>(task, model, warmUp, new SwapMeters(meters, task), client::resume));
        checks.add(() ->
                model.version().isPresent() ? List.of() : List.of("no " + task.id() + " model yet: its input waits"));
        client.startPaused();
    }

    private StreamsClient client(String name, org.apache.kafka.streams.Topology topology, Map<String, Object> more) {
        StreamsClient client = StreamsClient.of(name, topology, config, more, meters);
        clients.add(client);
        opened.push(client);
        checks.add(() -> client.isRunning()
                ? List.of()
                : List.of("client '" + client.name() + "' is in state " + client.state()));
        lifeSigns.add(
                () -> client.failure().isDone() ? List.of("client '" + client.name() + "' has failed") : List.of());
        opened.push(
                LagMetrics.start(admin, StreamsClient.applicationId(name, config), inputs(name), meters, LAG_INTERVAL));
        return client;
    }

    private List<String> inputs(String client) {
        TopicNames names = config.connection().topicNames();
        if (client.equals(StreamsAppConfig.LABELS)) {
            return List.of(names.images(), names.reviews(), names.imageLabels(), names.reviewLabels());
        }
        return List.of(client.equals(Task.IMAGE.id()) ? names.images() : names.reviews());
    }

    private ClassificationClient.Limits limits() {
        return new ClassificationClient.Limits(config.batchSize(), config.maxPredictionBytes());
    }

    private ClassificationMeters meters(Task task) {
        return new ClassificationMeters(meters, task, InstantSource.system());
    }

    private Health live() {
        return health(lifeSigns);
    }

    private Health ready() {
        return health(checks);
    }

    private static Health health(List<Supplier<List<String>>> checks) {
        return new Health(checks.stream().flatMap(check -> check.get().stream()).toList());
    }

    /** Completes with what made a client fail for good. */
    CompletableFuture<Object> failure() {
        return CompletableFuture.anyOf(
                clients.stream().map(StreamsClient::failure).toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("the streams app can't be closed in order", e);
            }
        }
    }
}
