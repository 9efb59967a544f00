package dev.millrace.trainer.election;

import static dev.millrace.trainer.election.ElectionGroup.until;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StandbyIT {

    private final ElectionGroup group = new ElectionGroup();

    @AfterEach
    void close() {
        group.close();
    }

    @Test
    void standbysThatComeAndGoDoNotDisturbTheLeader() {
        try (Election election = group.start("anna")) {
            until(() -> group.events.contains("anna begins"));

            for (int standby = 1; standby <= 3; standby++) {
                try (Election other = group.start("standby")) {
                    until(() -> group.isStable(2));
                    assertThat(other.trouble()).isEmpty();
                }
                until(() -> group.isStable(1));
            }

            assertThat(group.events).containsExactly("anna begins");
            assertThat(election.trouble()).isEmpty();
        }
    }

    /** Trainers of 0.1 use Kafka's default assignors, whose first one is eager. */
    @Test
    void sharesAGroupWithTrainersOfAnEarlierRelease() {
        EarlierTrainer earlier = new EarlierTrainer(group);
        until(() -> group.newest().equals("earlier begins"));
        try (Election election = group.start("anna")) {
            until(group::isSettledBetweenTwo);
            group.assertNeverTwo();

            earlier.close();

            until(() -> group.newest().equals("anna begins"));
            group.assertNeverTwo();
            int before = group.events.size();
            try (EarlierTrainer another = new EarlierTrainer(group)) {
                until(() -> group.isStable(2));
                assertThat(another.isRunning()).isTrue();
                assertThat(election.trouble()).isEmpty();
            }
            assertThat(group.events).hasSize(before);
        } finally {
            earlier.close();
        }
    }
}
