package dev.millrace.cli.quickstart;

import dev.millrace.cli.accounting.Backlog;
import dev.millrace.cli.accounting.Committed;
import dev.millrace.cli.terminal.Console;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;

/**
 * Waits until the streams app has processed everything that was sent and every answer can be read. Answers in the open
 * transaction of a killed process cannot be read until the broker has ended the transaction.
 */
final class Drain {

    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Backlog backlog;
    private final Topics topics;
    private final TaskAudits audits;

    Drain(Admin admin, Topics topics, TaskAudits audits) {
        this.backlog = new Backlog(admin);
        this.topics = topics;
        this.audits = audits;
    }

    /** Waits for lag 0 and every answer, or until the patience ends. Returns the progress at that time. */
    Map<Task, Committed> await(Duration patience, Console console) {
        long deadline = System.nanoTime() + patience.toNanos();
        Map<Task, Committed> committed = committed();
        while ((lag(committed) > 0 || unanswered() > 0) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
            committed = committed();
        }
        console.say(
                lag(committed) == 0
                        ? "drained: lag 0"
                        : "not drained in " + patience.toSeconds() + " s: lag " + lag(committed));
        return committed;
    }

    private Map<Task, Committed> committed() {
        Map<Task, Committed> committed = new HashMap<>();
        committed.put(DefaultTasks.IMAGE, backlog.of(topics.images().name(), "millrace-image"));
        committed.put(DefaultTasks.REVIEW, backlog.of(topics.reviews().name(), "millrace-review"));
        return committed;
    }

    private long unanswered() {
        return audits.image().unanswered() + audits.review().unanswered();
    }

    private static long lag(Map<Task, Committed> committed) {
        return committed.values().stream().mapToLong(Committed::lag).sum();
    }
}
