package dev.millrace.drills.scenario;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.model.spec.Task;
import dev.millrace.modelregistry.ModelCatalog;
import dev.millrace.modelregistry.ModelLog;
import dev.millrace.modelregistry.publish.OperatorAliasWriter;
import dev.millrace.modelregistry.publish.OperatorAliasWriter.PinOutcome;
import dev.millrace.modelregistry.publish.PublisherLostException;
import dev.millrace.records.ModelManifest;
import dev.millrace.records.OperatorAlias;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An operator who pins and unpins versions at random, one change after another, as the command does.
 *
 * @param number who it is; also the seed
 * @param changes how many
 */
record Operator(Cluster cluster, Task task, int number, int changes) implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Operator.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public void run() {
        Random random = new Random(number);
        for (int change = 0; change < changes; change++) {
            try {
                change(random);
            } catch (PublisherLostException e) {
                log.info("Another operator's alias was written at the same time: operator={}", number);
            }
        }
    }

    private void change(Random random) {
        if (random.nextInt(3) == 0) {
            unpin();
            return;
        }
        ModelCatalog before = catalog(cluster);
        List<ModelManifest> versions = before.versions(task);
        // One that was retired at the same moment is not pinned, which is right.
        var unused = pin(versions.get(random.nextInt(versions.size())).getVersion(), before);
    }

    /** Pins the newest version, and returns it. */
    String pinNewest() {
        ModelCatalog before = catalog(cluster);
        List<ModelManifest> versions = before.versions(task);
        String newest = versions.get(versions.size() - 1).getVersion();
        if (pin(newest, before) != PinOutcome.PINNED) {
            throw new IllegalStateException("the newest version was retired: " + newest);
        }
        return newest;
    }

    private PinOutcome pin(String version, ModelCatalog before) {
        OperatorAlias alias = OperatorAlias.newBuilder()
                .setVersion(version)
                .setBy("operator-" + number)
                .setAt(0)
                .build();
        return writer().pin(task, alias, before, PATIENCE);
    }

    void unpin() {
        writer().unpin(task);
    }

    static ModelCatalog catalog(Cluster cluster) {
        try (ModelLog log = ModelLog.openAtEnd(cluster.connection(), cluster.topics())) {
            return log.catalog();
        }
    }

    private OperatorAliasWriter writer() {
        return new OperatorAliasWriter(cluster.connection(), cluster.topics());
    }
}
