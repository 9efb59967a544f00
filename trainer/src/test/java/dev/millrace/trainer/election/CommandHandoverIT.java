package dev.millrace.trainer.election;

import static dev.millrace.trainer.election.ElectionGroup.until;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A command is committed once its run is recorded; until then it is the next leader's, too. */
final class CommandHandoverIT {

    private final ElectionGroup group = new ElectionGroup();

    @AfterEach
    void close() {
        group.close();
    }

    @Test
    void aSuccessorCarriesOutWhatTheLeaderHasNotRecorded() {
        try (Election election = group.start("anna")) {
            until(() -> group.events.contains("anna begins"));
            group.trainNow();
            group.publish("one");
            group.publish("two");
            until(() -> group.given.size() == 3);
            group.given.get(0).complete(null);
            group.given.get(2).complete(null);
            assertThat(election.trouble()).isEmpty();
        }

        try (Election successor = group.start("bert")) {
            until(() -> group.events.size() == 8);
            assertThat(group.events.subList(4, 8))
                    .containsExactly("anna ends", "bert begins", "bert judges one", "bert judges two");
            group.given.get(3).complete(null);
            group.given.get(4).complete(null);
            assertThat(successor.trouble()).isEmpty();
        }

        assertNothingIsOpen();
    }

    @Test
    void commitsACommandSoonAfterItsRunIsRecorded() throws Exception {
        try (Election election = group.start("anna")) {
            group.trainNow();
            until(() -> group.given.size() == 1);
            assertThat(group.committed()).isZero();

            group.given.get(0).complete(null);

            until(() -> group.committed() == 1);
            assertThat(election.trouble()).isEmpty();
        }
    }

    @Test
    void readsCommandsThatTheRegistryHadNoSchemaForAtFirst() {
        group.publish("one");
        group.publish("two");
        try (Election election = group.startWithoutRegistry("anna")) {
            until(() -> group.given.size() == 2);

            assertThat(group.events).containsExactly("anna begins", "anna judges one", "anna judges two");
            assertThat(election.trouble()).isEmpty();
        }
    }

    /** The next leader is given new commands only. */
    private void assertNothingIsOpen() {
        int before = group.given.size();
        try (Election third = group.start("carl")) {
            until(() -> group.events.contains("carl begins"));
            group.publish("three");
            until(() -> group.given.size() > before);
            assertThat(group.newest()).isEqualTo("carl judges three");
            assertThat(third.trouble()).isEmpty();
        }
    }
}
