package dev.millrace.cli.quickstart;

import dev.millrace.cli.accounting.Backlog;
import dev.millrace.cli.accounting.Committed;
import dev.millrace.cli.platform.Console;
import dev.millrace.model.Task;
import dev.millrace.schemas.Topics;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;

/** Waits until the streams app has taken everything that was sent. */
final class Drain {

    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Backlog backlog;
    private final Topics topics;

    Drain(Admin admin, Topics topics) {
        this.backlog = new Backlog(admin);
        this.topics = topics;
    }

    /** How far it came: to lag 0, or as far as it was when the patience ended. */
    Map<Task, Committed> await(Duration patience, Console console) {
        long deadline = System.nanoTime() + patience.toNanos();
        Map<Task, Committed> committed = committed();
        while (lag(committed) > 0 && System.nanoTime() < deadline) {
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
        Map<Task, Committed> committed = new EnumMap<>(Task.class);
        committed.put(Task.IMAGE, backlog.of(topics.images().name(), "millrace-image"));
        committed.put(Task.REVIEW, backlog.of(topics.reviews().name(), "millrace-review"));
        return committed;
    }

    private static long lag(Map<Task, Committed> committed) {
        return committed.values().stream().mapToLong(Committed::lag).sum();
    }
}
