package dev.millrace.drills.environment;

import dev.millrace.cli.accounting.Backlog;
import dev.millrace.cli.connection.Cluster;
import dev.millrace.drills.audit.ScenarioAudit;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/** Waits until all inputs are answered, or no more answers can come. */
record Draining(Cluster cluster, ScenarioAudit audit, Consumer<String> notices) {

    private static final Duration PATIENCE = Duration.ofSeconds(150);

    /** An open transaction of a dead process hides later records for at most ten seconds. */
    private static final Duration SETTLED = Duration.ofSeconds(25);

    /**
     * Returns when everything is answered; or everything is processed and no answer has come for a while; or the
     * patience ends.
     */
    void await() {
        try (Admin admin = cluster.admin()) {
            Backlog backlog = new Backlog(admin);
            boolean drained = Waiting.happens(
                    PATIENCE, () -> lag(backlog) == 0 && (audit.unanswered() == 0 || audit.isSilentFor(SETTLED)));
            if (!drained || audit.unanswered() > 0) {
                notices.accept(audit.unanswered() + " inputs have no answer, lag " + lag(backlog));
            }
        }
    }

    private long lag(Backlog backlog) {
        String prefix = cluster.connection().topicNames().prefix();
        return backlog.of(cluster.topics().images().name(), prefix + "millrace-image")
                        .lag()
                + backlog.of(cluster.topics().reviews().name(), prefix + "millrace-review")
                        .lag();
    }
}
