package dev.millrace.cli.quickstart;

import dev.millrace.cli.accounting.Committed;
import dev.millrace.cli.accounting.QuickstartReport;
import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.CommandException;
import dev.millrace.cli.connection.CommittedFollower;
import dev.millrace.cli.data.Samples;
import dev.millrace.cli.produce.ImageForm;
import dev.millrace.cli.produce.Records;
import dev.millrace.cli.produce.SendRate;
import dev.millrace.cli.terminal.Console;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import dev.millrace.platform.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;

/** One quickstart, from start to audit. Runs on the calling thread. */
final class Quickstart {

    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(150);
    private static final Duration DRAIN_PATIENCE_WHEN_ASKED_TO_STOP = Duration.ofSeconds(30);
    private static final double HASTE = 4;
    private static final Duration HASTY = Duration.ofSeconds(30);

    private final QuickstartPlan plan;
    private final Console console;
    private final CompletableFuture<Void> stop;
    private final TaskAudits audits = TaskAudits.open();
    private final InstantSource clock = InstantSource.system();

    /** @param stop completes when the user wants to stop */
    Quickstart(QuickstartPlan plan, Console console, CompletableFuture<Void> stop) {
        this.plan = plan;
        this.console = console;
        this.stop = stop;
    }

    /**
     * Runs the whole demonstration.
     *
     * @return the exit code: 1 if a record was lost or answered twice, or if the time was up before a model could
     *     answer; otherwise 0
     */
    int run() {
        long startedAt = clock.millis();
        try (WorkFolder work = WorkFolder.open("quickstart", plan.work(), plan.keep());
                PredictionsFile file = PredictionsFile.open(plan.predictions())) {
            console.say("logs and data are in " + work.path() + (work.isKept() ? "" : " (deleted at the end)"));
            QuickstartReport report;
            try (LocalSystem system = LocalSystem.start(work, console)) {
                report = stream(system, work, file, startedAt);
                console.say("stopping every process");
            }
            return conclude(report);
        }
    }

    private QuickstartReport stream(LocalSystem system, WorkFolder work, PredictionsFile file, long startedAt) {
        CompletableFuture<Void> services = CompletableFuture.runAsync(() -> startServices(system));
        try (Samples images = samples(DefaultTasks.IMAGE, work);
                Samples reviews = samples(DefaultTasks.REVIEW, work);
                Cluster cluster = Cluster.of(system.connection());
                Admin admin = cluster.admin()) {
            join(services);
            CommittedFollower watch = AnswerWatch.start(cluster, audits, file, run -> console.say(Display.run(run)));
            List<Feed> feeds = List.of(feedImages(cluster, images), feedReviews(cluster, reviews));
            new ProgressLoop(console, audits, stop).run(plan.duration(), system::failIfGivenUp);
            feeds.forEach(Feed::stop);
            feeds.forEach(feed -> feed.complaint().ifPresent(console::say));
            Duration patience = stop.isDone() ? DRAIN_PATIENCE_WHEN_ASKED_TO_STOP : DRAIN_PATIENCE;
            Map<Task, Committed> committed = new Drain(admin, cluster.topics(), audits).await(patience, console);
            watch.close();
            return audits.report(committed, startedAt);
        }
    }

    private void startServices(LocalSystem system) {
        console.say("Kafka starts on " + system.connection().bootstrapServers() + ", the registry on "
                + system.connection().registryUrl());
        system.awaitPlatform();
        system.createTopics();
        system.startTrainer();
        system.startStreamsApp();
        console.say("trainer and streams app start; for the other commands: --bootstrap-server "
                + system.connection().bootstrapServers() + " --registry "
                + system.connection().registryUrl());
    }

    private static void join(CompletableFuture<Void> services) {
        try {
            services.join();
        } catch (CompletionException e) {
            throw new CommandException("the system does not start: " + e.getCause(), e);
        }
    }

    private Samples samples(Task task, WorkFolder work) {
        Path home = Path.of(System.getProperty("user.home"), ".millrace", "data");
        Samples samples = new DataChoice(plan, home, work.folder("samples"), console::say).samples(task);
        console.say(String.format(Locale.ROOT, "%,d %ss from %s", samples.size(), task.id(), samples.origin()));
        return samples;
    }

    private Feed feedImages(Cluster cluster, Samples samples) {
        return Feed.start(
                cluster,
                cluster.topics().images(),
                (sample, labelled) -> Records.image(sample, labelled, ImageForm.RAW),
                samples,
                new SendRate(plan.imagesPerSecond(), HASTE, HASTY),
                plan.withheld(),
                audits.image());
    }

    private Feed feedReviews(Cluster cluster, Samples samples) {
        return Feed.start(
                cluster,
                cluster.topics().reviews(),
                Records::review,
                samples,
                new SendRate(plan.reviewsPerSecond(), HASTE, HASTY),
                plan.withheld(),
                audits.review());
    }

    private int conclude(QuickstartReport report) {
        console.print("");
        Display.table(report).forEach(console::print);
        console.print("");
        plan.report().ifPresent(file -> write(report, file));
        if (!report.isClean()) {
            console.print("RECORDS WERE LOST OR ANSWERED TWICE.");
            return 1;
        }
        boolean drained = report.tasks().values().stream().allMatch(task -> task.lag() == 0);
        console.print("Nothing lost, nothing answered twice"
                + (drained ? "." : ", but some records still wait for their answer."));
        return drained || stop.isDone() ? 0 : 1;
    }

    private static void write(QuickstartReport report, Path file) {
        try {
            report.write(file);
        } catch (IOException e) {
            throw new CommandException("report '" + file + "' can't be written: " + e, e);
        }
    }
}
