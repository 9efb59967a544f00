package dev.millrace.trainer;

import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.ModelLog;
import dev.millrace.modelregistry.ModelVersion;
import dev.millrace.modelregistry.publish.ModelPublisher;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Retires one task's versions that need not stay. For one thread. */
final class Retirements {

    private static final Logger log = LoggerFactory.getLogger(Retirements.class);

    /** Less than the ten seconds after which the broker would roll the waiting transaction back. */
    private static final Duration OPEN_TRANSACTION_PATIENCE = Duration.ofSeconds(5);

    private final Task task;
    private final ModelPublisher publisher;
    private final InstantSource clock;

    Retirements(Task task, ModelPublisher publisher, InstantSource clock) {
        this.task = task;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** @throws dev.millrace.modelregistry.publish.PublishFailedException when nothing was retired */
    void retire(ModelLog models) {
        models.readToEnd();
        Set<String> retired =
                publisher.retire(task, models.catalog(), () -> catalogOfAllThatIsWritten(models), clock.instant());
        if (!retired.isEmpty()) {
            List<String> named =
                    retired.stream().sorted(ModelVersion.OLDEST_FIRST).toList();
            log.info("Versions retired: task={} versions={}", task.id(), named);
        }
    }

    private static ModelCatalog catalogOfAllThatIsWritten(ModelLog models) {
        models.readAliasesPastOpenTransactions(OPEN_TRANSACTION_PATIENCE);
        return models.catalog();
    }
}
