package dev.millrace.streams.hotswap;

import dev.millrace.model.Task;
import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.service.models.MissingModelException;
import dev.millrace.service.models.ModelCatalog;
import dev.millrace.service.models.ModelLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
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
    private static final Duration MISSING_RETRY = Duration.ofSeconds(30);

    private final Supplier<ModelLog> openLog;
    private final List<ModelSwitch<?>> switches;
    private final FeedMetrics metrics;
    private final Map<Task, Refused> refused = new ConcurrentHashMap<>();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "model-feed");
    private volatile boolean closed;
    private volatile Optional<String> trouble = Optional.empty();
    private volatile @Nullable ModelLog following;

    private ModelFeed(Supplier<ModelLog> openLog, List<ModelSwitch<?>> switches, FeedMetrics metrics) {
        this.openLog = openLog;
        this.switches = List.copyOf(switches);
        this.metrics = metrics;
    }

    /** The feed owns each log it opens. */
    public static ModelFeed start(Supplier<ModelLog> openLog, List<ModelSwitch<?>> switches, FeedMetrics metrics) {
        ModelFeed feed = new ModelFeed(openLog, switches, metrics);
        feed.thread.start();
        return feed;
    }

    /** Completes with the reason when the feed has ended for good without being closed. */
    public CompletableFuture<Throwable> failure() {
        return failure.copy();
    }

    /** Why the model topics can't be read, if they can't: no new model can serve. */
    public Optional<String> trouble() {
        return trouble;
    }

    /** What must not be offered again before {@code retryAt}, a reading of {@link System#nanoTime}; never where there is none. */
    private record Refused(String version, String sha256, Optional<Long> retryAt) {

        boolean stands(String wanted, String digest) {
            return version.equals(wanted)
                    && sha256.equals(digest)
                    && retryAt.map(at -> System.nanoTime() - at < 0).orElse(true);
        }
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
                switches.forEach(each -> serve(each, models));
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

    private void serve(ModelSwitch<?> target, ModelLog models) {
        ModelCatalog catalog = models.catalog();
        Task task = target.task();
        metrics.dangling(task, catalog.dangling(task).isPresent());
        catalog.serving(task)
                .filter(wanted -> !target.serving().equals(Optional.of(wanted)))
                .flatMap(wanted -> catalog.manifest(task, wanted))
                .filter(manifest -> !isRefused(task, manifest.getVersion(), manifest.getSha256()))
                .ifPresent(manifest -> offer(target, models, manifest.getVersion(), manifest.getSha256()));
    }

    private boolean isRefused(Task task, String version, String sha256) {
        Refused last = refused.get(task);
        return last != null && last.stands(version, sha256);
    }

    private void offer(ModelSwitch<?> target, ModelLog models, String version, String sha256) {
        try {
            if (!target.offer(version, models.fetch(target.task(), version))) {
                refused.put(target.task(), new Refused(version, sha256, Optional.empty()));
            }
        } catch (ArtifactException e) {
            target.refuse(version, Refusal.CORRUPT, String.valueOf(e.getMessage()));
            refused.put(target.task(), new Refused(version, sha256, Optional.empty()));
        } catch (MissingModelException e) {
            target.refuse(version, Refusal.MISSING, String.valueOf(e.getMessage()));
            long retryAt = System.nanoTime() + MISSING_RETRY.toNanos();
            refused.put(target.task(), new Refused(version, sha256, Optional.of(retryAt)));
        }
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
