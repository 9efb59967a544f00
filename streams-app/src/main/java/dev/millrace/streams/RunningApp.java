package dev.millrace.streams;

import dev.millrace.modelregistry.ModelLog;
import dev.millrace.schemas.SchemaRegistry;
import dev.millrace.schemas.Topics;
import dev.millrace.service.operations.AccessWatch;
import dev.millrace.service.operations.ClockWatch;
import dev.millrace.service.operations.Health;
import dev.millrace.service.tasks.TaskConfig;
import dev.millrace.streams.hotswap.FeedMetrics;
import dev.millrace.streams.hotswap.ModelFeed;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running services of the process: the clients of its tasks, and what they share. One thread at a time may change the
 * tasks; any may ask for the health.
 */
final class RunningApp implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RunningApp.class);
    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(2);

    private final TaskStarter starter;
    private final Admin admin;
    private final ConcurrentMap<String, RunningTask> tasks = new ConcurrentSkipListMap<>();
    private final ModelFeed feed;
    private final ClockWatch clock;
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private volatile StreamsAppConfig config;
    private volatile boolean isStopping;
    private volatile AccessWatch watch;

    private RunningApp(StreamsAppConfig config, SchemaRegistry registry, Admin admin, PrometheusMeterRegistry meters) {
        this.config = config;
        Topics topics = Topics.of(config.connection().topicNames(), registry);
        this.starter = new TaskStarter(config, registry, admin, meters);
        this.admin = admin;
        this.feed = ModelFeed.of(() -> ModelLog.open(config.connection(), topics), new FeedMetrics(meters));
        this.watch = watchAccess(config);
        this.clock = ClockWatch.start(() -> {
            tasks.values().forEach(RunningTask::replaceThreads);
            feed.reopen();
        });
        var unused = feed.failure().thenAccept(failure::complete);
    }

    static RunningApp start(
            StreamsAppConfig config,
            SchemaRegistry registry,
            OutputLimits limits,
            Admin admin,
            PrometheusMeterRegistry meters) {
        RunningApp app = new RunningApp(config, registry, admin, meters);
        try {
            app.missing(config).forEach(task -> app.open(task, config, limits));
            app.feed.start();
            return app;
        } catch (RuntimeException e) {
            app.close();
            throw e;
        }
    }

    /** What runs here: the settings of the start, with the tasks of the latest change. */
    StreamsAppConfig config() {
        return config;
    }

    /** The tasks that {@code next} has this process carry, and that do not run yet. */
    List<TaskConfig> missing(StreamsAppConfig next) {
        return next.catalog().tasks().stream()
                .filter(task -> next.carries(task) && !tasks.containsKey(task.id()))
                .toList();
    }

    /**
     * Closes the clients of tasks that {@code next} lacks and starts the {@link #missing} ones. The others are not touched.
     * After a failure, call it again.
     *
     * @param limits of the missing tasks' topics
     */
    void change(StreamsAppConfig next, OutputLimits limits) {
        List<String> kept = next.catalog().ids();
        for (RunningTask running : List.copyOf(tasks.values())) {
            if (!kept.contains(running.id())) {
                tasks.remove(running.id());
                log.info("Task is removed: task={}", running.id());
                close(running);
            }
        }
        for (TaskConfig task : missing(next)) {
            open(task, next, limits);
            log.info("Task is added: task={}", task.id());
        }
        AccessWatch before = watch;
        boolean needsOthers = !BrokerNeeds.of(config).equals(BrokerNeeds.of(next));
        config = next;
        if (needsOthers) {
            watch = watchAccess(next);
            before.close();
        }
    }

    private void open(TaskConfig task, StreamsAppConfig next, OutputLimits limits) {
        if (isStopping) {
            throw new KafkaException("the streams app stops");
        }
        RunningTask running = starter.start(task, next.clients(), limits);
        tasks.put(task.id(), running);
        running.failures().forEach(failed -> {
            var unused = failed.thenAccept(cause -> fail(running, cause));
        });
        running.installer().ifPresent(feed::add);
    }

    /** What happens to a task that was removed no longer matters. */
    private void fail(RunningTask running, Throwable cause) {
        if (tasks.containsValue(running)) {
            failure.complete(cause);
        }
    }

    private void close(RunningTask running) {
        running.installer().ifPresent(feed::remove);
        running.close();
    }

    private AccessWatch watchAccess(StreamsAppConfig of) {
        BrokerNeeds needs = BrokerNeeds.of(of);
        return AccessWatch.start(admin, needs.access(), needs.internalTopics(), WATCH_INTERVAL);
    }

    Health live() {
        Stream<String> ended = failure.isDone() ? Stream.of("failed for good: " + failure.join()) : Stream.empty();
        Stream<String> hanging = tasks.values().stream().flatMap(RunningTask::hanging);
        return new Health(Stream.concat(ended, hanging).toList());
    }

    /** @param notes of the process, besides those of the models */
    Health ready(List<String> notes) {
        List<String> withoutModel = tasks.values().stream()
                .filter(task -> task.installer().isPresent())
                .flatMap(task -> task.withoutModel().stream())
                .toList();
        long classifying = tasks.values().stream()
                .flatMap(task -> task.installer().stream())
                .count();
        Stream<String> problems = Stream.of(
                        live().problems().stream(),
                        tasks.values().stream().flatMap(RunningTask::problems),
                        withoutModel.size() == classifying ? withoutModel.stream() : Stream.<String>empty(),
                        feed.problems().stream(),
                        watch.problems().stream())
                .flatMap(each -> each);
        return new Health(
                problems.toList(),
                Stream.of(notes.stream(), feed.substitutions().stream(), watch.notes().stream())
                        .flatMap(each -> each)
                        .toList());
    }

    /** Readiness of one task; empty if the process does not carry it. */
    Optional<Health> ready(String task) {
        return Optional.ofNullable(tasks.get(task)).map(RunningTask::ready);
    }

    /** Completes with the cause when a client or the model feed fails permanently. */
    CompletableFuture<Throwable> failure() {
        return failure;
    }

    /** Begins to stop the clients without waiting. No task is added afterwards. */
    void stop() {
        isStopping = true;
        tasks.values().forEach(RunningTask::stop);
    }

    @Override
    public void close() {
        stop();
        clock.close();
        watch.close();
        feed.close();
        Map.copyOf(tasks).values().forEach(RunningTask::close);
    }
}
