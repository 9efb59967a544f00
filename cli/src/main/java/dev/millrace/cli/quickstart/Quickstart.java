package dev.millrace.cli.quickstart;

import dev.millrace.cli.accounting.Committed;
import dev.millrace.cli.accounting.Ledger;
import dev.millrace.cli.accounting.QuickstartReport;
import dev.millrace.cli.accounting.TaskReport;
import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.CommandException;
import dev.millrace.cli.data.Samples;
import dev.millrace.cli.produce.ImageForm;
import dev.millrace.cli.produce.Pace;
import dev.millrace.cli.produce.Records;
import dev.millrace.model.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** One quickstart, from start to account. Runs on the calling thread. */
final class Quickstart {

    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(5);
    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(90);
    private static final Duration DRAIN_PATIENCE_WHEN_ASKED_TO_STOP = Duration.ofSeconds(30);
    private static final double HASTE = 4;
    private static final Duration HASTY = Duration.ofSeconds(30);

    private final QuickstartPlan plan;
    private final Console console;
    private final CompletableFuture<Void> stop;
    private final InstantSource clock = InstantSource.system();
    private final Map<Task, Ledger> ledgers = new EnumMap<>(Task.class);
    private final Map<Task, String> shownVersions = new EnumMap<>(Task.class);

    /** @param stop completes when the person wants it to end */
    Quickstart(QuickstartPlan plan, Console console, CompletableFuture<Void> stop) {
        this.plan = plan;
        this.console = console;
        this.stop = stop;
        for (Task task : Task.values()) {
            ledgers.put(task, new Ledger());
        }
    }

    /** @return the exit code: 0 when every record has exactly one answer */
    int run() {
        long startedAt = clock.millis();
        try (WorkFolder work = WorkFolder.open(plan.work(), plan.keep());
                PredictionsFile file = PredictionsFile.open(plan.predictions())) {
            console.say("logs and data are in " + work.path() + (work.isKept() ? "" : " (deleted at the end)"));
            QuickstartReport report;
            try (LocalSystem system = LocalSystem.start(work, console)) {
                report = stream(system, work, file, startedAt);
            }
            return conclude(report);
        }
    }

    private QuickstartReport stream(LocalSystem system, WorkFolder work, PredictionsFile file, long startedAt) {
        console.say("Kafka starts on " + system.connection().bootstrapServers() + ", the registry on "
                + system.connection().registryUrl());
        DataChoice choice = new DataChoice(
                plan,
                Path.of(System.getProperty("user.home"), ".millrace", "data"),
                work.folder("samples"),
                console::say);
        Map<Task, Samples> samples = new EnumMap<>(Task.class);
        for (Task task : Task.values()) {
            samples.put(task, choice.samples(task));
            console.say(describe(task, samples));
        }
        system.awaitPlatform();
        system.startTrainer();
        system.startStreamsApp();
        console.say("trainer and streams app start; for the other commands: --bootstrap-server "
                + system.connection().bootstrapServers() + " --registry "
                + system.connection().registryUrl());
        try (Cluster cluster = Cluster.of(system.connection());
                Admin admin = cluster.admin()) {
            Watch watch = Watch.start(cluster, ledgers, file, run -> console.say(Display.run(run)));
            Map<Task, Feed> feeds = Map.of(
                    Task.IMAGE, feedImages(cluster, samplesOf(samples, Task.IMAGE)),
                    Task.REVIEW, feedReviews(cluster, samplesOf(samples, Task.REVIEW)));
            showProgressUntilTheEnd(system);
            feeds.values().forEach(Feed::stop);
            Map<Task, Committed> committed = drain(new Backlog(admin), cluster);
            watch.finish();
            feeds.forEach(this::tellUnacknowledged);
            return report(committed, startedAt);
        }
    }

    private static Samples samplesOf(Map<Task, Samples> samples, Task task) {
        return Objects.requireNonNull(samples.get(task));
    }

    private static String describe(Task task, Map<Task, Samples> samples) {
        Samples of = samplesOf(samples, task);
        return String.format(Locale.ROOT, "%,d %ss from %s", of.size(), task.id(), of.origin());
    }

    private Feed feedImages(Cluster cluster, Samples samples) {
        return Feed.start(
                cluster,
                cluster.topics().images(),
                (sample, labelled) -> Records.image(sample, labelled, ImageForm.RAW),
                samples,
                new Pace(plan.imagesPerSecond(), HASTE, HASTY),
                plan.withheld(),
                ledger(Task.IMAGE));
    }

    private Feed feedReviews(Cluster cluster, Samples samples) {
        return Feed.start(
                cluster,
                cluster.topics().reviews(),
                Records::review,
                samples,
                new Pace(plan.reviewsPerSecond(), HASTE, HASTY),
                plan.withheld(),
                ledger(Task.REVIEW));
    }

    private void showProgressUntilTheEnd(LocalSystem system) {
        long end = plan.duration()
                .map(duration -> System.nanoTime() + duration.toNanos())
                .orElse(Long.MAX_VALUE);
        long next = System.nanoTime();
        while (!isOver(end)) {
            system.failIfGivenUp();
            showNewVersions();
            if (System.nanoTime() >= next) {
                showProgress();
                next += PROGRESS_EVERY.toNanos();
            }
        }
        console.say(stop.isDone() ? "asked to stop: no more is sent" : "time is up: no more is sent");
    }

    /** Waits for a moment, and tells whether sending is over. */
    private boolean isOver(long end) {
        try {
            stop.get(200, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return end != Long.MAX_VALUE && System.nanoTime() >= end;
        } catch (InterruptedException | ExecutionException e) {
            return true;
        }
    }

    private void showProgress() {
        for (Task task : Task.values()) {
            console.say(Display.progress(task, ledger(task).progress()));
        }
    }

    private void showNewVersions() {
        for (Task task : Task.values()) {
            String version = ledger(task).newestVersion();
            if (!version.isEmpty() && !version.equals(shownVersions.put(task, version))) {
                console.say(task.id() + "s: model " + version + " serves");
            }
        }
    }

    private Map<Task, Committed> drain(Backlog backlog, Cluster cluster) {
        Duration patience = stop.isDone() ? DRAIN_PATIENCE_WHEN_ASKED_TO_STOP : DRAIN_PATIENCE;
        long deadline = System.nanoTime() + patience.toNanos();
        Map<Task, Committed> committed = backlogs(backlog, cluster);
        while (lag(committed) > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
            committed = backlogs(backlog, cluster);
        }
        console.say(
                lag(committed) == 0
                        ? "drained: lag 0"
                        : "not drained in " + patience.toSeconds() + " s: lag " + lag(committed));
        return committed;
    }

    private static Map<Task, Committed> backlogs(Backlog backlog, Cluster cluster) {
        Map<Task, Committed> committed = new EnumMap<>(Task.class);
        committed.put(Task.IMAGE, backlog.of(cluster.topics().images().name(), "millrace-image"));
        committed.put(Task.REVIEW, backlog.of(cluster.topics().reviews().name(), "millrace-review"));
        return committed;
    }

    private static long lag(Map<Task, Committed> committed) {
        return committed.values().stream().mapToLong(Committed::lag).sum();
    }

    private void tellUnacknowledged(Task task, Feed feed) {
        if (feed.unacknowledged() > 0) {
            console.say(feed.unacknowledged() + " " + task.id()
                    + "s were not acknowledged by the broker; they are not counted");
        }
    }

    private QuickstartReport report(Map<Task, Committed> committed, long startedAt) {
        Map<String, @Nullable Double> first = new LinkedHashMap<>();
        Map<String, TaskReport> tasks = new LinkedHashMap<>();
        for (Task task : Task.values()) {
            Ledger ledger = ledger(task);
            first.put(
                    task.id(),
                    ledger.firstPredictionAt().isEmpty()
                            ? null
                            : (ledger.firstPredictionAt().getAsLong() - startedAt) / 1e3);
            tasks.put(task.id(), ledger.report(Objects.requireNonNull(committed.get(task))));
        }
        return new QuickstartReport(first, tasks);
    }

    private int conclude(QuickstartReport report) {
        console.print("");
        Display.table(report).forEach(console::print);
        if (plan.report().isPresent()) {
            write(report, plan.report().get());
        }
        console.print("");
        console.print(
                report.isClean() ? "Nothing lost, nothing answered twice." : "RECORDS WERE LOST OR ANSWERED TWICE.");
        return report.isClean() ? 0 : 1;
    }

    private static void write(QuickstartReport report, Path file) {
        try {
            report.write(file);
        } catch (IOException e) {
            throw new CommandException("report '" + file + "' can't be written: " + e, e);
        }
    }

    private Ledger ledger(Task task) {
        return Objects.requireNonNull(ledgers.get(task));
    }
}
