package dev.millrace.cli.acls;

import static dev.millrace.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.service.access.Grant;
import dev.millrace.service.access.Role;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole system with the rights of {@code millrace acls} and no others, over TLS and with passwords. */
final class SecuredLoopIT {

    private static final int LABELLED = 300;

    private final SecuredInstallation installation = SecuredInstallation.own();

    @TempDir
    private Path folder;

    @Test
    void learnsAndClassifiesWithTheRightsOfEachRoleAndKeepsItsSecrets() {
        Grant create = internalTopics(AclOperation.CREATE);
        installation.withdraw(Role.STREAMS_APP, create);
        try (RecordedLog log = new RecordedLog()) {
            try (SecuredLoop loop = new SecuredLoop(installation, folder)) {
                until(() -> loop.streamsApp("/health/ready").contains("is missing")
                        && loop.streamsApp("/health/ready")
                                .contains("Could not create topic "
                                        + create.resource().name()));
                installation.grant(Role.STREAMS_APP, create);

                assertLearns(loop);
                until(() -> loop.streamsApp("/health/ready").startsWith("200"));
                until(() -> loop.trainer("/health/ready").startsWith("200"));
                assertThat(loop.streamsApp("/health/ready")).contains("\"notes\":[]");
                namesWhatIsWithdrawnWhileItRuns(loop);
                assertKeepsSecrets(loop);
            }
            assertThat(log.lines()).anyMatch(line -> line.contains("ConsumerConfig values"));
            assertThat(log.lines()).allSatisfy(SecuredLoopIT::assertNoSecret);
        }
    }

    private static void assertLearns(SecuredLoop loop) {
        loop.produce(0, LABELLED, true);
        loop.awaitPredictions(0, LABELLED);
        loop.produce(LABELLED, LABELLED + 1, false);
        loop.label(LABELLED);
        loop.awaitPredictions(LABELLED, LABELLED + 1);
        loop.awaitExample(LABELLED);
    }

    private void namesWhatIsWithdrawnWhileItRuns(SecuredLoop loop) {
        Map<Grant, Role> withdrawn = new HashMap<>();
        for (Role role : List.of(Role.STREAMS_APP, Role.TRAINER)) {
            withdrawn.put(first(role, ResourceType.GROUP), role);
            withdrawn.put(first(role, ResourceType.TRANSACTIONAL_ID), role);
        }
        withdrawn.forEach((grant, role) -> installation.withdraw(role, grant));
        withdrawn.forEach((grant, role) -> until(() -> ready(loop, role)
                .contains(grant.resource().name() + "' may not be used: required " + grant.operation())));
        withdrawn.forEach((grant, role) -> installation.grant(role, grant));
        until(() -> ready(loop, Role.STREAMS_APP).startsWith("200"));
        until(() -> ready(loop, Role.TRAINER).startsWith("200"));
    }

    private static String ready(SecuredLoop loop, Role role) {
        return role == Role.TRAINER ? loop.trainer("/health/ready") : loop.streamsApp("/health/ready");
    }

    private static void assertKeepsSecrets(SecuredLoop loop) {
        for (String path : List.of("/health/ready", "/health/ready/image", "/health/live", "/metrics")) {
            assertThat(loop.streamsApp(path)).startsWith("200").satisfies(SecuredLoopIT::assertNoSecret);
            assertThat(loop.trainer(path)).startsWith("200").satisfies(SecuredLoopIT::assertNoSecret);
        }
    }

    private static void assertNoSecret(String text) {
        assertThat(SecuredInstallation.SECRETS.in(text)).isEmpty();
    }

    private Grant internalTopics(AclOperation operation) {
        return installation.access(Role.STREAMS_APP).access().grants().stream()
                .filter(grant -> grant.resource().resourceType() == ResourceType.TOPIC && grant.isPrefixed())
                .filter(grant -> grant.operation() == operation)
                .findFirst()
                .orElseThrow();
    }

    private Grant first(Role role, ResourceType type) {
        return installation.access(role).access().grants().stream()
                .filter(grant -> grant.resource().resourceType() == type)
                .findFirst()
                .orElseThrow();
    }
}
