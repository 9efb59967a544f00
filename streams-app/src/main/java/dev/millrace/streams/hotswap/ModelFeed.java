package dev.millrace.streams.hotswap;

import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelLog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the model topics on its own thread and has the installers put into service what the topics say should serve.
 *
 * <p>After a failure the feed reopens the log, with a backoff of 0.5 to 30 seconds; the serving models keep serving. An
 * {@link Error} ends the feed and completes {@link #failure}.
 */
public final class ModelFeed implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ModelFeed.class);
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration MIN_BACKOFF = Duration.ofMillis(500);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(30);

    private final Supplier<ModelLog> openLog;
    private final List<ModelInstaller<?>> installers = new CopyOnWriteArrayList<>();
    private final ReentrantLock serving = new ReentrantLock();
    private final FeedMetrics metrics;
    private final ModelSelector selector = new ModelSelector();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "model-feed");
    private volatile boolean closed;
    private volatile Optional<String> topicProblem = Optional.empty();
    private volatile List<String> memoryProblems = List.of();
    private volatile List<String> substitutions = List.of();
    private volatile @Nullable ModelLog openedLog;

    private ModelFeed(Supplier<ModelLog> openLog, FeedMetrics metrics) {
        this.openLog = openLog;
        this.metrics = metrics;
    }

    /**
     * A feed that is not started.
     *
     * @param openLog called again after each failure; the feed closes the logs it opens
     */
    public static ModelFeed of(Supplier<ModelLog> openLog, FeedMetrics metrics) {
        return new ModelFeed(openLog, metrics);
    }

    /** Starts the feed's thread. */
    public void start() {
        thread.start();
    }

    /** Serves one more task, before or after the start. */
    public void add(ModelInstaller<?> installer) {
        metrics.add(installer.task());
        installers.add(installer);
    }

    /** Serves that task no longer. A load in progress completes first; none begins afterwards. */
    public void remove(ModelInstaller<?> installer) {
        serving.lock();
        try {
            installers.remove(installer);
            selector.forget(installer.task());
            metrics.remove(installer.task());
        } finally {
            serving.unlock();
        }
    }

    /** Completes with the cause when an {@link Error} ends the feed. */
    public CompletableFuture<Throwable> failure() {
        return failure.copy();
    }

    /** Temporary problems that keep a new model from serving: unreadable topics or a lack of memory. One sentence each. */
    public List<String> problems() {
        return Stream.concat(topicProblem.stream(), memoryProblems.stream()).toList();
    }

    /** Which versions serve in place of those that should. One sentence each. */
    public List<String> substitutions() {
        return substitutions;
    }

    private void run() {
        try {
            Duration backoff = MIN_BACKOFF;
            while (!closed) {
                backoff = follow() ? MIN_BACKOFF : backoff.multipliedBy(2);
                backoff = backoff.compareTo(MAX_BACKOFF) < 0 ? backoff : MAX_BACKOFF;
                if (!closed) {
                    LockSupport.parkNanos(backoff.toNanos());
                }
            }
        } catch (Error e) {
            log.error("Model feed ended", e);
            failure.complete(e);
            throw e;
        }
    }

    /** Follows the topics until the feed is closed or fails; returns whether it reached their end. */
    private boolean follow() {
        boolean reachedEnd = false;
        try (ModelLog models = openLog.get()) {
            openedLog = models;
            if (!closed) {
                models.readToEnd();
                reachedEnd = true;
                topicProblem = Optional.empty();
            }
            while (!closed) {
                serveAll(models);
                metrics.unreadable(models.unreadable());
                models.poll(POLL_TIMEOUT);
            }
        } catch (WakeupException | InterruptException e) {
            log.debug("Model feed woken up: closed={}", closed);
        } catch (RuntimeException e) {
            metrics.failed();
            topicProblem = Optional.of("the model topics can't be read: " + e);
            log.warn("Model feed failed and restarts", e);
        } finally {
            openedLog = null;
        }
        return reachedEnd;
    }

    private void serveAll(ModelLog models) {
        memoryProblems = installers.stream()
                .flatMap(each -> unlessRemoved(each, () -> serve(each, models)).stream())
                .toList();
        substitutions = installers.stream()
                .flatMap(each -> unlessRemoved(each, () -> substitution(each, models)).stream())
                .toList();
    }

    private Optional<String> unlessRemoved(ModelInstaller<?> installer, Supplier<Optional<String>> step) {
        serving.lock();
        try {
            return installers.contains(installer) ? step.get() : Optional.empty();
        } finally {
            serving.unlock();
        }
    }

    private Optional<String> serve(ModelInstaller<?> installer, ModelLog models) {
        Task task = installer.task();
        metrics.dangling(task, models.catalog().dangling(task).isPresent());
        return selector.serve(installer, models, System.nanoTime())
                .map(version -> task.id() + " model " + version + " waits for memory, and is tried again");
    }

    private Optional<String> substitution(ModelInstaller<?> installer, ModelLog models) {
        Optional<String> substitution = selector.substitution(installer, models.catalog());
        metrics.substitute(installer.task(), substitution.isPresent());
        return substitution;
    }

    /** Reopens the log with a new consumer; the serving models keep serving. Returns without waiting for it. */
    public void reopen() {
        Optional.ofNullable(openedLog).ifPresent(ModelLog::wakeup);
    }

    /** Waits for the thread to end if it was started; a load in progress completes first. */
    @Override
    public void close() {
        closed = true;
        Optional.ofNullable(openedLog).ifPresent(ModelLog::wakeup);
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
