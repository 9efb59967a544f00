package dev.millrace.streams.hotswap;

import dev.millrace.model.artifact.ArtifactException;
import dev.millrace.schemas.Topics;
import dev.millrace.service.KafkaConnection;
import dev.millrace.service.models.MissingModelException;
import dev.millrace.service.models.ModelCatalog;
import dev.millrace.service.models.ModelLog;
import dev.millrace.streams.operations.SwapMeters.RefusalReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps every slot at the version that its task's alias names. A thread of its own, beside the topologies; when Kafka fails
 * it, it begins again after a pause, and what serves goes on serving.
 */
public final class ModelFeed implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ModelFeed.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final KafkaConnection connection;
    private final Topics topics;
    private final List<ModelSlot<?>> slots;
    private final Thread thread;
    private volatile boolean stopping;

    private ModelFeed(KafkaConnection connection, Topics topics, List<ModelSlot<?>> slots) {
        this.connection = connection;
        this.topics = topics;
        this.slots = List.copyOf(slots);
        this.thread = new Thread(this::run, "model-feed");
    }

    public static ModelFeed start(KafkaConnection connection, Topics topics, List<ModelSlot<?>> slots) {
        ModelFeed feed = new ModelFeed(connection, topics, slots);
        feed.thread.start();
        return feed;
    }

    private void run() {
        while (!stopping) {
            try (ModelLog models = ModelLog.open(connection, topics)) {
                models.readToEnd();
                follow(models);
            } catch (KafkaException e) {
                if (!stopping) {
                    log.warn("Model feed begins again: after={}", PAUSE, e);
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        }
    }

    private void follow(ModelLog models) {
        slots.forEach(slot -> update(slot, models));
        while (!stopping) {
            if (models.poll(POLL)) {
                slots.forEach(slot -> update(slot, models));
            }
        }
    }

    private static void update(ModelSlot<?> slot, ModelLog models) {
        ModelCatalog catalog = models.catalog();
        slot.dangling(catalog.dangling(slot.task()).isPresent());
        Optional<String> wanted = catalog.serving(slot.task()).filter(slot::wants);
        wanted.ifPresent(version -> fetch(slot, models, version));
    }

    private static void fetch(ModelSlot<?> slot, ModelLog models, String version) {
        byte[] artifact;
        try {
            artifact = models.fetch(slot.task(), version);
        } catch (MissingModelException e) {
            slot.refuse(version, RefusalReason.MISSING, String.valueOf(e.getMessage()));
            return;
        } catch (ArtifactException e) {
            slot.refuse(version, RefusalReason.CORRUPT, String.valueOf(e.getMessage()));
            return;
        }
        slot.offer(version, artifact);
    }

    /** Whether it still follows the topics; when not, no further model will serve. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    /** Ends the thread, after the model it may be loading. */
    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
