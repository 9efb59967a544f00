package dev.millrace.trainer.election;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.spec.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LeadershipTest {

    private final List<String> events = new ArrayList<>();
    private int failuresToCome;
    private boolean isOver;
    private boolean owesRun;

    private final Leadership incumbency = new Leadership(Task.IMAGE, this::take, Duration.ZERO);

    @Test
    void takesTheOfficeUpOnlyWhenElected() {
        incumbency.check();
        assertThat(events).isEmpty();

        incumbency.elected();
        incumbency.check();
        incumbency.check();

        assertThat(events).containsExactly("taken");
    }

    @Test
    void leavesBeforeTheNextOneIsElected() {
        incumbency.elected();
        incumbency.check();

        incumbency.deposed();
        incumbency.check();

        assertThat(events).containsExactly("taken", "left");
    }

    @Test
    void triesAgainWhenATermCanNotBegin() {
        failuresToCome = 2;
        incumbency.elected();

        incumbency.check();
        incumbency.check();
        incumbency.check();

        assertThat(events).containsExactly("failed", "failed", "taken");
    }

    @Test
    void beginsAnewWhenATermHasEndedByItself() {
        incumbency.elected();
        incumbency.check();

        isOver = true;
        incumbency.check();

        assertThat(events).containsExactly("taken", "left", "taken");
    }

    @Test
    void remembersACommandUntilTheTermBegins() {
        incumbency.elected();

        incumbency.trainNow("anna");
        incumbency.check();
        incumbency.trainNow("bert");

        assertThat(events).containsExactly("taken", "train for an open command", "train for bert");
    }

    @Test
    void repeatsACommandThatAFailedTermHasNotDone() {
        incumbency.elected();
        incumbency.check();

        isOver = true;
        owesRun = true;
        incumbency.check();

        assertThat(events).containsExactly("taken", "left", "taken", "train for an open command");
    }

    @Test
    void leavesACommandToItsSuccessor() {
        incumbency.elected();
        incumbency.check();

        owesRun = true;
        incumbency.deposed();
        incumbency.elected();
        incumbency.check();

        assertThat(events).containsExactly("taken", "left", "taken");
    }

    @Test
    void doesWhatItOwesOnceItIsElectedAnew() {
        incumbency.elected();
        incumbency.check();

        owesRun = true;
        incumbency.suspend();
        incumbency.check();
        assertThat(events).containsExactly("taken", "left");
        incumbency.elected();
        incumbency.check();

        assertThat(events).containsExactly("taken", "left", "taken", "train for an open command");
    }

    @Test
    void leavesWhenClosed() {
        incumbency.elected();
        incumbency.check();

        incumbency.close();

        assertThat(events).containsExactly("taken", "left");
    }

    private LeadershipListener.Term take() {
        if (failuresToCome-- > 0) {
            events.add("failed");
            throw new IllegalStateException("not yet");
        }
        events.add("taken");
        return new LeadershipListener.Term() {
            @Override
            public void trainNow(String by) {
                events.add("train for " + by);
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
                events.add("left");
            }
        };
    }
}
