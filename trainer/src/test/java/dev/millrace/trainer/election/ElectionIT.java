package dev.millrace.trainer.election;

import static dev.millrace.trainer.election.ElectionGroup.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ElectionIT {

    private final ElectionGroup group = new ElectionGroup();

    @AfterEach
    void close() {
        group.close();
    }

    @Test
    void leadsAgainAsANewMemberAfterItRejoins() throws Exception {
        try (Election election = group.start("anna")) {
            until(() -> group.events.contains("anna begins"));
            String before = group.leader();

            election.rejoin();

            until(() -> group.events.equals(List.of("anna begins", "anna ends", "anna begins")));
            assertThat(group.leader()).isNotEqualTo(before);
            group.trainNow();
            until(() -> group.events.contains("anna trains"));
            assertThat(election.trouble()).isEmpty();
        }
    }

    @Test
    void aRivalBeginsItsTermOnlyAfterTheLeaderHasEndedIts() {
        try (Election election = group.start("anna")) {
            until(() -> group.events.contains("anna begins"));
            try (Election rival = group.start("bert")) {
                until(group::isSettledBetweenTwo);

                Election active = group.newest().startsWith("anna") ? election : rival;
                int before = group.events.size();
                active.rejoin();

                until(() -> group.events.size() >= before + 2);
                until(group::isSettledBetweenTwo);
                group.assertNeverTwo();
            }
        }
    }
}
