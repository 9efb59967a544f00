package dev.millrace.trainer.election;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.records.Action;
import dev.millrace.records.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class LeadershipTest {

    private final List<String> events = new ArrayList<>();
    private int failuresToCome;
    private boolean isOver;

    private final List<CompletableFuture<Void>> given = new ArrayList<>();
    private final OpenCommands commands = new OpenCommands();
    private final Leadership leadership = new Leadership(DefaultTasks.IMAGE, this::begin, commands, Duration.ZERO);

    @Test
    void beginsATermOnlyWhenElected() {
        leadership.check();
        assertThat(events).isEmpty();

        leadership.elected();
        leadership.check();
        leadership.check();

        assertThat(events).containsExactly("begun");
    }

    @Test
    void endsItsTermBeforeTheNextLeaderIsElected() {
        leadership.elected();
        leadership.check();

        leadership.revoked();
        leadership.check();

        assertThat(events).containsExactly("begun", "ended");
    }

    @Test
    void retriesATermThatCannotBegin() {
        failuresToCome = 2;
        leadership.elected();

        leadership.check();
        leadership.check();
        leadership.check();

        assertThat(events).containsExactly("failed", "failed", "begun");
    }

    @Test
    void beginsANewTermWhenOneHasEndedByItself() {
        leadership.elected();
        leadership.check();

        isOver = true;
        leadership.check();

        assertThat(events).containsExactly("begun", "ended", "begun");
    }

    @Test
    void givesACommandToTheTermOnceItHasBegun() {
        failuresToCome = 1;
        leadership.elected();
        trainNow(7, "anna");

        leadership.check();
        leadership.check();
        trainNow(8, "bert");
        leadership.check();
        leadership.check();

        assertThat(events).containsExactly("failed", "begun", "train for anna", "train for bert");
    }

    @Test
    void repeatsWhatAFailedTermDidNotCarryOut() {
        leadership.elected();
        trainNow(7, "anna");
        publish(8, "one");
        publish(9, "two");
        leadership.check();
        complete(0);
        complete(2);

        isOver = true;
        leadership.check();

        assertThat(events)
                .containsExactly("begun", "train for anna", "judge one", "judge two", "ended", "begun", "judge one");
    }

    @Test
    void commitsNoCommandThatIsNotCarriedOut() {
        leadership.elected();
        trainNow(7, "anna");
        trainNow(8, "bert");
        commands.read(9, Optional.empty());
        assertThat(commands.committable()).hasValue(7);
        leadership.check();
        assertThat(commands.committable()).hasValue(7);

        complete(1);
        assertThat(commands.committable()).hasValue(7);
        complete(0);
        assertThat(commands.committable()).hasValue(10);
        commands.committed(10);

        assertThat(commands.committable()).isEmpty();
    }

    @Test
    void leavesAnOpenCommandUncommittedWhenItIsRevoked() {
        leadership.elected();
        trainNow(7, "anna");
        leadership.check();

        leadership.revoked();

        assertThat(events).containsExactly("begun", "train for anna", "ended");
        assertThat(commands.committable()).hasValue(7);
    }

    @Test
    void forgetsCommandsThatItsSuccessorReads() {
        leadership.elected();
        trainNow(7, "anna");
        leadership.revoked();
        commands.forget();

        leadership.elected();
        leadership.check();

        assertThat(events).containsExactly("begun");
        assertThat(commands.committable()).isEmpty();
    }

    @Test
    void endsItsTermWhenClosed() {
        leadership.elected();
        leadership.check();

        leadership.close();

        assertThat(events).containsExactly("begun", "ended");
    }

    private void trainNow(long offset, String by) {
        commands.read(offset, Optional.of(new Command(Action.TRAIN_NOW, by, 0L, null)));
    }

    private void publish(long offset, String version) {
        commands.read(offset, Optional.of(new Command(Action.PUBLISH, "anna", 0L, version)));
    }

    private CompletableFuture<Void> given(String event) {
        events.add(event);
        given.add(new CompletableFuture<>());
        return given.get(given.size() - 1);
    }

    /** The run of the {@code number}th command is recorded. */
    private void complete(int number) {
        given.get(number).complete(null);
    }

    private LeadershipListener.Term begin() {
        if (failuresToCome-- > 0) {
            events.add("failed");
            throw new IllegalStateException("not yet");
        }
        events.add("begun");
        return new LeadershipListener.Term() {
            @Override
            public CompletableFuture<Void> trainNow(String by) {
                return given("train for " + by);
            }

            @Override
            public CompletableFuture<Void> publish(String version, String by) {
                return given("judge " + version);
            }

            @Override
            public boolean isOver() {
                boolean wasOver = isOver;
                isOver = false;
                return wasOver;
            }

            @Override
            public void close() {
                events.add("ended");
            }
        };
    }
}
