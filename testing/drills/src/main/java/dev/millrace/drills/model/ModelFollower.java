package dev.millrace.drills.model;

import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.MissingModelException;
import dev.millrace.modelregistry.ModelLog;
import dev.millrace.records.ModelManifest;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.Topics;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Archives every model that a trainer publishes, before retirement removes it. Runs its own thread. */
public final class ModelFollower implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConnection connection;
    private final Topics topics;
    private final ModelArchive archive;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean closed;

    private ModelFollower(KafkaConnection connection, Topics topics, ModelArchive archive) {
        this.connection = connection;
        this.topics = topics;
        this.archive = archive;
    }

    /** Starts following. */
    public static ModelFollower start(KafkaConnection connection, Topics topics, ModelArchive archive) {
        ModelFollower follower = new ModelFollower(connection, topics, archive);
        Thread thread = new Thread(follower::run, "model-follower");
        thread.setDaemon(true);
        thread.start();
        return follower;
    }

    private void run() {
        try (ModelLog log = ModelLog.open(connection, topics)) {
            while (!closed) {
                var unused = log.poll(POLL);
                for (Task task : DefaultTasks.ALL) {
                    log.catalog().versions(task).forEach(manifest -> keep(log, task, manifest));
                }
            }
            ended.complete(null);
        } catch (RuntimeException e) {
            ended.completeExceptionally(e);
        }
    }

    /** A visible manifest without its chunks breaks the contract, so it ends the follower with a failure. */
    private void keep(ModelLog log, Task task, ModelManifest manifest) {
        if (archive.has(task, manifest.getVersion())) {
            return;
        }
        try {
            archive.put(task, manifest.getVersion(), ModelArtifact.parse(log.fetch(task, manifest.getVersion())));
        } catch (MissingModelException e) {
            throw new IllegalStateException("a manifest without its chunks was visible: " + manifest.getVersion(), e);
        }
    }

    /** @throws java.util.concurrent.CompletionException when it could not follow to the end */
    @Override
    public void close() {
        closed = true;
        ended.join();
    }
}
