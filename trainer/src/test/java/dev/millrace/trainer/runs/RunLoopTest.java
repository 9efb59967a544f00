package dev.millrace.trainer.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.trainer.BrightnessPipeline;
import dev.millrace.trainer.training.TaskPipeline;
import dev.millrace.trainer.training.Trigger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunLoopTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What a look finds due runs before the next look. */
    private static final int LOOKS = 2;

    @TempDir
    private Path directory;

    private RunRetries.Settings retries = RunRetries.Settings.standard();
    private final AtomicBoolean isCaughtUp = new AtomicBoolean();
    private final AtomicInteger looks = new AtomicInteger();
    private RunsFixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = new RunsFixture(directory);
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @Test
    void noRunStartsBeforeTheStoreHasCaughtUp() throws IOException {
        fixture.label(400, "a", "b");
        try (RunLoop loop = start(new BrightnessPipeline())) {
            assertStaysAt(0);
            isCaughtUp.set(true);
            awaitRuns(1);

            assertThat(triggers()).containsExactly(Trigger.NEW_LABELS);
            assertThat(loop.ended()).isNotDone();
        }
    }

    @Test
    void aCommandWaitsForThatAndIsNotLost() throws IOException {
        fixture.label(90, "a", "b");
        try (RunLoop loop = start(new BrightnessPipeline())) {
            CompletableFuture<Void> one = loop.trainNow("a test");
            CompletableFuture<Void> other = loop.trainNow("another one");
            assertStaysAt(0);
            assertThat(one).isNotDone();
            isCaughtUp.set(true);
            awaitRuns(1);
            assertStaysAt(1);
            assertThat(one).isCompleted();
            assertThat(other).isCompleted();
        }

        assertThat(triggers()).containsExactly(Trigger.COMMAND);
    }

    @Test
    void aCommandThatComesWhileARunWaitsForItsTurnIsThatRunsTrigger() throws IOException {
        fixture.label(400, "a", "b");
        isCaughtUp.set(true);
        CommandingTurns turns = new CommandingTurns();
        try (RunLoop loop = start(new BrightnessPipeline(), turns)) {
            turns.loop.complete(loop);
            awaitRuns(1);
            assertThat(loop.ended()).isNotDone();
        }

        assertThat(triggers()).containsExactly(Trigger.COMMAND);
    }

    @Test
    void neverSaysThatACommandIsDoneIfClosedBeforeItsRun() throws IOException {
        fixture.label(400, "a", "b");
        RunLoop loop = start(new BrightnessPipeline());
        CompletableFuture<Void> recorded = loop.trainNow("a test");
        try (loop) {
            assertStaysAt(0);
        }

        assertThat(recorded).isNotDone();
        assertThat(loop.ended()).isCompleted();
    }

    @Test
    void aRunThatFailedIsRepeatedOnceNewLabelsHaveComeAndNotBefore() throws IOException {
        fixture.label(400, "a", "b");
        isCaughtUp.set(true);
        FaultyPipeline faulty = new FaultyPipeline();
        try (RunLoop loop = start(faulty)) {
            awaitRuns(1);
            assertStaysAt(1);
            assertThat(faulty.fits).hasValue(1);
            assertThat(loop.ended()).isNotDone();

            faulty.repair();
            fixture.label(100, "a", "b");
            awaitRuns(2);
        }

        assertThat(fixture.models.kind(0)).isEqualTo(RunEnd.Kind.FAILED);
        assertThat(fixture.models.kind(1)).isEqualTo(RunEnd.Kind.PUBLISHED);
        assertThat(triggers()).containsExactly(Trigger.NEW_LABELS, Trigger.NEW_LABELS);
    }

    @Test
    void aRunThatFailedIsRepeatedAfterAPauseAndNotForEver() throws IOException {
        retries = new RunRetries.Settings(Duration.ofMillis(1), Duration.ofMillis(1), 2);
        fixture.label(400, "a", "b");
        isCaughtUp.set(true);
        FaultyPipeline faulty = new FaultyPipeline();
        try (RunLoop loop = start(faulty)) {
            awaitRuns(3);
            assertStaysAt(3);
            faulty.repair();
            assertThat(loop.trainNow("a test")).succeedsWithin(PATIENCE);
            assertStaysAt(4);
        }

        assertThat(triggers())
                .containsExactly(Trigger.NEW_LABELS, Trigger.NEW_LABELS, Trigger.NEW_LABELS, Trigger.COMMAND);
        assertThat(fixture.models.kind(3)).isEqualTo(RunEnd.Kind.PUBLISHED);
    }

    @Test
    void aRunWithoutAReadableChampionIsNotRepeatedEither() throws IOException {
        fixture.label(400, "a", "b");
        isCaughtUp.set(true);
        fixture.models.champion = new ChampionState.Unreadable("champion 'x' can't be read");
        try (RunLoop loop = start(new BrightnessPipeline())) {
            awaitRuns(1);
            assertStaysAt(1);
            fixture.models.champion = new ChampionState.None();
            assertThat(loop.trainNow("a test")).succeedsWithin(PATIENCE);
            awaitRuns(2);
        }

        assertThat(fixture.models.kind(0)).isEqualTo(RunEnd.Kind.FAILED);
        assertThat(fixture.models.kind(1)).isEqualTo(RunEnd.Kind.PUBLISHED);
    }

    /** Each turn is given just after a command has come. */
    private static final class CommandingTurns extends Semaphore {

        private static final long serialVersionUID = 1L;

        private final transient CompletableFuture<RunLoop> loop = new CompletableFuture<>();

        CommandingTurns() {
            super(1, true);
        }

        @Override
        public boolean tryAcquire(long timeout, TimeUnit unit) throws InterruptedException {
            var unused = loop.join().trainNow("a test");
            return super.tryAcquire(timeout, unit);
        }
    }

    @Test
    void judgesUploadsOnceTheStoreHasCaughtUp() throws IOException {
        fixture.label(90, "a", "b");
        isCaughtUp.set(false);

        try (RunLoop loop = start(new BrightnessPipeline())) {
            CompletableFuture<Void> one = loop.publish("one", "a test");
            CompletableFuture<Void> two = loop.publish("two", "a test");
            assertStaysAt(0);
            assertThat(one).isNotDone();
            isCaughtUp.set(true);
            awaitRuns(2);
            assertThat(CompletableFuture.allOf(one, two)).succeedsWithin(PATIENCE);
        }

        assertThat(fixture.models.reports)
                .extracting(RunReport::candidate)
                .containsExactly(Optional.of("one"), Optional.of("two"));
    }

    @Test
    void neverSaysThatAnUploadIsJudgedIfClosedBefore() {
        isCaughtUp.set(false);
        RunLoop loop = start(new BrightnessPipeline());
        CompletableFuture<Void> judged = loop.publish("one", "a test");

        loop.close();

        assertThat(judged).isNotDone();
    }

    private RunLoop start(TaskPipeline<?, ?> pipeline) {
        return start(pipeline, new Semaphore(1, true));
    }

    private RunLoop start(TaskPipeline<?, ?> pipeline, Semaphore turns) {
        return RunLoop.start(
                DefaultTasks.IMAGE,
                RunsFixture.TRIGGER,
                fixture.store,
                new RunLoop.Runs(fixture.executor(pipeline), fixture.uploads(pipeline)),
                new RunLoop.StartConditions(this::look, turns, retries));
    }

    private boolean look() {
        looks.incrementAndGet();
        return isCaughtUp.get();
    }

    private List<Trigger> triggers() {
        return fixture.models.reports.stream().map(RunReport::trigger).toList();
    }

    private void awaitRuns(int count) {
        await().atMost(PATIENCE).until(() -> fixture.models.reports.size() >= count);
    }

    private void assertStaysAt(int count) {
        int enough = looks.get() + LOOKS;
        await().atMost(PATIENCE).until(() -> looks.get() > enough);
        assertThat(fixture.models.reports).hasSize(count);
    }
}
