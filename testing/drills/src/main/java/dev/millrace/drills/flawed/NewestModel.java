package dev.millrace.drills.flawed;

import dev.millrace.model.Classification;
import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.text.TextLimits;
import dev.millrace.model.text.TextModels;
import dev.millrace.modelregistry.ModelLog;
import dev.millrace.records.ModelStamp;
import dev.millrace.schemas.KafkaConnection;
import dev.millrace.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The review model that the alias names, followed by its own thread. Replaced models are never freed, because flawed
 * apps run only briefly.
 */
final class NewestModel implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final CompletableFuture<Held> first = new CompletableFuture<>();
    private volatile Optional<Held> current = Optional.empty();
    private volatile boolean closed;

    private NewestModel() {}

    /** A model with its name; one thread at a time may use its classifier. */
    record Held(LoadedModel<String> model, Classifier<String> classifier, ModelStamp stamp) {

        synchronized List<Classification> classify(List<String> texts) {
            return classifier.classify(texts).stream()
                    .map(outcome -> outcome.fold(classified -> classified.classification(), rejected -> {
                        throw new IllegalStateException("a flawed app requires valid inputs, got " + rejected.detail());
                    }))
                    .toList();
        }
    }

    static NewestModel follow(KafkaConnection connection, Topics topics) {
        NewestModel newest = new NewestModel();
        Thread thread = new Thread(() -> newest.run(connection, topics), "newest-model");
        thread.setDaemon(true);
        thread.start();
        return newest;
    }

    /** Waits for the first model. */
    Held get() {
        return current.orElseGet(first::join);
    }

    private void run(KafkaConnection connection, Topics topics) {
        try (ModelLog log = ModelLog.open(connection, topics)) {
            while (!closed) {
                var unused = log.poll(POLL);
                log.catalog()
                        .serving(DefaultTasks.REVIEW)
                        .filter(version -> current.isEmpty()
                                || !current.get().stamp().getVersion().equals(version))
                        .ifPresent(version -> hold(version, log.fetch(DefaultTasks.REVIEW, version)));
            }
        }
    }

    private void hold(String version, byte[] content) {
        ModelArtifact artifact = ModelArtifact.parse(content);
        LoadedModel<String> model = TextModels.load(artifact, TextLimits.standard());
        ModelStamp stamp = new ModelStamp(
                DefaultTasks.REVIEW.id(),
                version,
                artifact.sha256().hex(),
                model.precision().text());
        Held held = new Held(model, model.newClassifier(), stamp);
        current = Optional.of(held);
        first.complete(held);
    }

    @Override
    public void close() {
        closed = true;
    }
}
