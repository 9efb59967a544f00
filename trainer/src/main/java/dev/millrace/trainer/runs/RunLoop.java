package dev.millrace.trainer.runs;

import dev.millrace.model.spec.Task;
import dev.millrace.trainer.examples.ExampleStore;
import dev.millrace.trainer.runs.TrainingRunExecutor.Recorded;
import dev.millrace.trainer.training.Trigger;
import dev.millrace.trainer.training.TriggerSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a trigger, then runs: one run at a time, on its own thread, until it is closed.
 *
 * <p>No run starts before the store has caught up with its topic: a model fitted only on the oldest examples could lack
 * labels that are being served. A command waits for that too. A failed run counts as a run: the next one waits for new
 * labels, the interval, a command, or the pause of {@link RunRetries}.
 *
 * <p>The runs of several tasks in one process take turns, so that they do not compete for the processors.
 */
public final class RunLoop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RunLoop.class);
    private static final long LOOK_MILLIS = 250;
    private static final long RETRY_MILLIS = 5_000;

    private final Task task;
    private final TriggerSettings triggerSettings;
    private final ExampleStore store;
    private final Runs runs;
    private final StartConditions conditions;
    private final BlockingQueue<CompletableFuture<Void>> commands = new LinkedBlockingQueue<>();
    private final Deque<Upload> uploads = new ConcurrentLinkedDeque<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread;

    private final RunRetries retries;

    /** What the next run carries out. */
    private final List<CompletableFuture<Void>> commanded = new ArrayList<>();

    private RunLoop(
            Task task, TriggerSettings triggerSettings, ExampleStore store, Runs runs, StartConditions conditions) {
        this.task = task;
        this.triggerSettings = triggerSettings;
        this.store = store;
        this.runs = runs;
        this.conditions = conditions;
        this.retries = new RunRetries(conditions.retries());
        this.thread = new Thread(this::run, "trainer-" + task.id());
    }

    /** What the loop runs: training runs, and the judging of uploads in between. */
    public record Runs(TrainingRunExecutor<?, ?> training, UploadJudge uploads) {}

    /**
     * What a run waits for, whatever its trigger.
     *
     * @param isCaughtUp whether the store has what was on its topic when the term began; called by the run's thread
     * @param turns a permit for each run that may be in progress at the same time in this process; fair
     * @param retries of failed runs
     */
    public record StartConditions(BooleanSupplier isCaughtUp, Semaphore turns, RunRetries.Settings retries) {

        /** Retries failed runs after the standard pauses. */
        public StartConditions(BooleanSupplier isCaughtUp, Semaphore turns) {
            this(isCaughtUp, turns, RunRetries.Settings.standard());
        }
    }

    private record Upload(String version, CompletableFuture<Void> judged) {}

    /** Starts the thread. The caller closes the loop, and the store after it. */
    public static RunLoop start(
            Task task, TriggerSettings triggerSettings, ExampleStore store, Runs runs, StartConditions conditions) {
        RunLoop loop = new RunLoop(task, triggerSettings, store, runs, conditions);
        loop.thread.start();
        return loop;
    }

    /**
     * Starts a run as soon as no other is in progress and the store has caught up. Several commands in the meantime
     * start one run.
     *
     * @return completes when that run is recorded; never, if the loop ends before
     */
    public CompletableFuture<Void> trainNow(String by) {
        log.info("Run commanded: task={} by={}", task.id(), by);
        CompletableFuture<Void> recorded = new CompletableFuture<>();
        commands.add(recorded);
        return recorded;
    }

    /**
     * Judges an uploaded version as soon as no run is in progress and the store has caught up.
     *
     * @return completes when the run that judged it is recorded; never, if the loop ends before
     */
    public CompletableFuture<Void> publish(String version, String by) {
        log.info("Publish commanded: task={} version={} by={}", task.id(), version, by);
        Upload upload = new Upload(version, new CompletableFuture<>());
        uploads.add(upload);
        return upload.judged();
    }

    /** Completes when the thread has ended, exceptionally unless it was closed. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** Cancels the run in progress, and waits until it has stopped. */
    @Override
    public void close() {
        closing.countDown();
        ended.handle((nothing, error) -> Optional.empty()).join();
    }

    private void run() {
        try {
            long lastRunAt = System.nanoTime();
            while (!isClosing()) {
                Optional<Trigger> trigger = awaitTrigger(Duration.ofNanos(System.nanoTime() - lastRunAt));
                if (trigger.isPresent() && runInTurn(trigger.get())) {
                    lastRunAt = System.nanoTime();
                }
                judgeUploads();
            }
            ended.complete(null);
        } catch (RuntimeException | Error e) {
            log.error("Run loop failed: task={}", task.id(), e);
            ended.completeExceptionally(e);
        } catch (InterruptedException e) {
            ended.completeExceptionally(e);
        }
    }

    private void judgeUploads() throws InterruptedException {
        while (!uploads.isEmpty() && conditions.isCaughtUp().getAsBoolean() && !isClosing()) {
            if (conditions.turns().tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                try {
                    runs.uploads().judge(uploads.element().version());
                    uploads.remove().judged().complete(null);
                } finally {
                    conditions.turns().release();
                }
            }
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private Optional<Trigger> awaitTrigger(Duration sinceLastRun) throws InterruptedException {
        Optional.ofNullable(commands.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS)).ifPresent(commanded::add);
        if (!conditions.isCaughtUp().getAsBoolean()) {
            return Optional.empty();
        }
        if (!commanded.isEmpty()) {
            return Optional.of(Trigger.COMMAND);
        }
        return triggerSettings
                .due(store.size(), store.progress().unlearned(), sinceLastRun)
                .or(() -> retries.due(System.nanoTime()));
    }

    private boolean runInTurn(Trigger trigger) throws InterruptedException {
        if (!conditions.turns().tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            return false;
        }
        try {
            commands.drainTo(commanded);
            Trigger actual = commanded.isEmpty() ? trigger : Trigger.COMMAND;
            Optional<Recorded> run = runs.training().perform(actual, this::isClosing);
            if (run.isPresent()) {
                commanded.forEach(recorded -> recorded.complete(null));
                commanded.clear();
                retries.ended(actual, run.get().isWorthRetrying(), System.nanoTime());
                markLearned(run.get().arrivals());
            }
        } finally {
            conditions.turns().release();
        }
        return true;
    }

    /** No run starts before this is recorded; it would repeat the one that just ended. */
    private void markLearned(long arrivals) throws InterruptedException {
        for (boolean isMarked = false; !isMarked; ) {
            try {
                store.markLearned(arrivals);
                isMarked = true;
            } catch (IOException e) {
                log.warn("The end of a run can't be stored, will be retried: task={}", task.id(), e);
                isMarked = closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }
}
