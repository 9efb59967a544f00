package dev.millrace.streams.hotswap;

import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelLog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the model topics on a thread of its own, beside the topologies, and offers what shall serve to the switches.
 *
 * <p>When anything fails, the log is opened again after a pause; what serves keeps serving meanwhile. An {@link Error} ends
 * the feed and completes {@link #failure}.
 */
public final class ModelFeed implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ModelFeed.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Supplier<ModelLog> openLog;
    private final List<ModelInstaller<?>> switches;
    private final FeedMetrics metrics;
    private final ModelSelector offers = new ModelSelector();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "model-feed");
    private volatile boolean closed;
    private volatile Optional<String> trouble = Optional.empty();
    private volatile List<String> waits = List.of();
    private volatile @Nullable ModelLog following;

    private ModelFeed(Supplier<ModelLog> openLog, List<ModelInstaller<?>> switches, FeedMetrics metrics) {
        this.openLog = openLog;
        this.switches = List.copyOf(switches);
        this.metrics = metrics;
    }

    /** The feed owns each log it opens. */
    public static ModelFeed start(Supplier<ModelLog> openLog, List<ModelInstaller<?>> switches, FeedMetrics metrics) {
        ModelFeed feed = new ModelFeed(openLog, switches, metrics);
        feed.thread.start();
        return feed;
    }

    /** Completes with the reason when the feed has ended for good without being closed. */
    public CompletableFuture<Throwable> failure() {
        return failure.copy();
    }

    /** What keeps a new model from serving, though it may pass: topics that can't be read, memory that there isn't. */
    public List<String> troubles() {
        return Stream.concat(trouble.stream(), waits.stream()).toList();
    }

    private void run() {
        try {
            Duration pause = FIRST_PAUSE;
            while (!closed) {
                pause = follow() ? FIRST_PAUSE : pause.multipliedBy(2);
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
                if (!closed) {
                    LockSupport.parkNanos(pause.toNanos());
                }
            }
        } catch (Error e) {
            log.error("Model feed ended", e);
            failure.complete(e);
            throw e;
        }
    }

    /** Follows until it is closed or something fails; true when it had got as far as the topics' end. */
    private boolean follow() {
        boolean reachedEnd = false;
        try (ModelLog models = openLog.get()) {
            following = models;
            if (!closed) {
                models.readToEnd();
                reachedEnd = true;
                trouble = Optional.empty();
            }
            while (!closed) {
                waits = switches.stream()
                        .flatMap(each -> serve(each, models).stream())
                        .toList();
                metrics.unreadable(models.unreadable());
                models.poll(POLL);
            }
        } catch (WakeupException | InterruptException e) {
            log.debug("Model feed woken up: closed={}", closed);
        } catch (RuntimeException e) {
            metrics.failed();
            trouble = Optional.of("the model topics can't be read: " + e);
            log.warn("Model feed failed and starts again", e);
        } finally {
            following = null;
        }
        return reachedEnd;
    }

    private Optional<String> serve(ModelInstaller<?> target, ModelLog models) {
        Task task = target.task();
        metrics.dangling(task, models.catalog().dangling(task).isPresent());
        return offers.serve(target, models, System.nanoTime())
                .map(version -> task.id() + " model " + version + " waits for memory, and is tried again");
    }

    /** Opens the log anew, and its consumer with it; what serves keeps serving. */
    public void renew() {
        Optional.ofNullable(following).ifPresent(ModelLog::wakeup);
    }

    /** Waits for the thread to end; a model that is being loaded is finished first. */
    @Override
    public void close() {
        closed = true;
        Optional.ofNullable(following).ifPresent(ModelLog::wakeup);
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
