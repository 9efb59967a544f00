package dev.millrace.trainer.election;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.spec.DefaultTasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LeadershipTest {

    private final List<String> events = new ArrayList<>();
    private int failuresToCome;
    private boolean isOver;
    private boolean owesRun;
    private List<String> owedUploads = List.of();

    private final Leadership leadership = new Leadership(DefaultTasks.IMAGE, this::begin, Duration.ZERO);

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
    void remembersACommandUntilTheTermBegins() {
        leadership.elected();

        leadership.trainNow("anna");
        leadership.check();
        leadership.trainNow("bert");

        assertThat(events).containsExactly("begun", "train for an open command", "train for bert");
    }

    @Test
    void repeatsACommandThatAFailedTermDidNotCarryOut() {
        leadership.elected();
        leadership.check();

        isOver = true;
        owesRun = true;
        leadership.check();

        assertThat(events).containsExactly("begun", "ended", "begun", "train for an open command");
    }

    @Test
    void leavesACommandToItsSuccessor() {
        leadership.elected();
        leadership.check();

        owesRun = true;
        leadership.revoked();
        leadership.elected();
        leadership.check();

        assertThat(events).containsExactly("begun", "ended", "begun");
    }

    @Test
    void carriesOutAnOpenCommandOnceItIsElectedAgain() {
        leadership.elected();
        leadership.check();

        owesRun = true;
        leadership.suspend();
        leadership.check();
        assertThat(events).containsExactly("begun", "ended");
        leadership.elected();
        leadership.check();

        assertThat(events).containsExactly("begun", "ended", "begun", "train for an open command");
    }

    @Test
    void keepsUploadsUntilATermHasJudgedThem() {
        leadership.elected();
        leadership.publish("one", "anna");
        leadership.check();
        leadership.publish("two", "bert");

        owedUploads = List.of("two");
        isOver = true;
        leadership.check();

        assertThat(events)
                .containsExactly(
                        "begun",
                        "judge one for an open command",
                        "judge two for bert",
                        "ended",
                        "begun",
                        "judge two for an open command");
    }

    @Test
    void leavesUploadsToItsSuccessor() {
        leadership.elected();
        leadership.check();

        owedUploads = List.of("one");
        leadership.revoked();
        leadership.elected();
        leadership.check();

        assertThat(events).containsExactly("begun", "ended", "begun");
    }

    @Test
    void endsItsTermWhenClosed() {
        leadership.elected();
        leadership.check();

        leadership.close();

        assertThat(events).containsExactly("begun", "ended");
    }

    private LeadershipListener.Term begin() {
        if (failuresToCome-- > 0) {
            events.add("failed");
            throw new IllegalStateException("not yet");
        }
        events.add("begun");
        return new LeadershipListener.Term() {
            @Override
            public void trainNow(String by) {
                events.add("train for " + by);
            }

            @Override
            public void publish(String version, String by) {
                events.add("judge " + version + " for " + by);
            }

            @Override
            public List<String> owedUploads() {
                List<String> owed = owedUploads;
                owedUploads = List.of();
                return owed;
            }

            @Override
            public boolean isOver() {
                boolean wasOver = isOver;
                isOver = false;
                return wasOver;
            }

            @Override
            public boolean owesRun() {
                return owesRun;
            }

            @Override
            public void close() {
                events.add("ended");
            }
        };
    }
}
