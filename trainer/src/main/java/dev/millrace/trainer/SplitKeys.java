package dev.millrace.trainer;

import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.publish.ModelPublisher;
import dev.millrace.trainer.examples.SplitKey;
import dev.millrace.trainer.examples.StoredSplitKey;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys by which tasks' examples are divided, the same for every trainer of a task. The first leader makes it, unless a
 * version without keys has published a model: its examples go on without one.
 */
final class SplitKeys {

    private static final Logger log = LoggerFactory.getLogger(SplitKeys.class);

    private SplitKeys() {}

    /**
     * The key of a task; writes it to the models topic if it is not there.
     *
     * @param stored that of this trainer's store, if it has a store
     * @param catalog what is on the topics since {@code publisher} has fenced its predecessor
     * @throws dev.millrace.trainer.examples.ExampleStoreException when the store was made with another one
     */
    static Optional<SplitKey> of(
            Task task, Optional<StoredSplitKey> stored, ModelCatalog catalog, ModelPublisher publisher) {
        Optional<byte[]> written = catalog.splitKey(task);
        if (written.isPresent()) {
            Optional<SplitKey> key = written.filter(bytes -> bytes.length > 0).map(SplitKey::of);
            stored.ifPresent(own -> own.require(key));
            return key;
        }
        boolean hasModel = catalog.trainerAlias(task).isPresent();
        Optional<SplitKey> key = stored.map(StoredSplitKey::key)
                .orElseGet(() -> hasModel ? Optional.empty() : Optional.of(SplitKey.random()));
        publisher.writeSplitKey(task, key.map(SplitKey::bytes).orElse(new byte[0]));
        log.info("Split key written: task={} divides={}", task.id(), key.isPresent() ? "by key" : "without key");
        return key;
    }
}
