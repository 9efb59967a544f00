package dev.millrace.drills.environment;

import dev.millrace.drills.model.ModelArchive;
import dev.millrace.drills.model.ModelWriter;
import dev.millrace.drills.model.PlantedModels;
import dev.millrace.drills.model.Release;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.Task;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes planted models, one after another, and archives them. Thread-safe. */
public final class Swaps implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Swaps.class);

    private final KafkaConnection connection;
    private final Topics topics;
    private final ModelArchive archive;
    private final Map<Task, Integer> next = new HashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "swaps");
        thread.setDaemon(true);
        return thread;
    });
    private ModelWriter writer;

    Swaps(KafkaConnection connection, Topics topics, ModelArchive archive) {
        this.connection = connection;
        this.topics = topics;
        this.archive = archive;
        this.writer = ModelWriter.open(connection, topics);
    }

    /** The next model of a task; archived, but not published yet. */
    public synchronized Release next(Task task) {
        int number = takeNumber(task);
        return release(task, number, PlantedModels.of(task, number));
    }

    /** Reserves the number of a task's next version. */
    public synchronized int takeNumber(Task task) {
        return next.merge(task, 1, Integer::sum) - 1;
    }

    /** Another model of a task; archived, but not published yet. */
    public synchronized Release release(Task task, int number, ModelArtifact artifact) {
        Release release = Release.of(task, number, artifact);
        archive.put(task, release.version(), artifact);
        return release;
    }

    /** Publishes the next model of a task. */
    public void publish(Task task) {
        writer().publish(next(task));
    }

    /** For scenarios that write models themselves. */
    public synchronized ModelWriter writer() {
        return writer;
    }

    /** Publishes the next model of each task at an interval, until closed. */
    void every(Duration interval, List<Task> tasks) {
        long millis = interval.toMillis();
        var unused = clock.scheduleAtFixedRate(
                () -> tasks.forEach(this::tryToPublish), millis, millis, TimeUnit.MILLISECONDS);
    }

    /** A publish that fails while the broker is unavailable is abandoned; the next one follows soon. */
    private void tryToPublish(Task task) {
        try {
            publish(task);
        } catch (KafkaException e) {
            log.warn("Model not published: task={}", task.id(), e);
            reopen();
        }
    }

    private synchronized void reopen() {
        writer.close();
        writer = ModelWriter.open(connection, topics);
    }

    /** Returns when no publish is in progress. */
    void pause() {
        clock.shutdown();
        try {
            if (!clock.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("a publish does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        synchronized (this) {
            writer.close();
        }
    }
}
