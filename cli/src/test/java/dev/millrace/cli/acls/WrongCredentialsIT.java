package dev.millrace.cli.acls;

import static dev.millrace.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.service.access.Role;
import dev.millrace.streams.StreamsApp;
import dev.millrace.testing.LocalHttp;
import dev.millrace.testing.StreamsAppUnderTest;
import dev.millrace.testing.TestRegistry;
import dev.millrace.trainer.Trainer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is not the broker or the registry is never talked to, and who is not known is turned away; the reason is said. */
final class WrongCredentialsIT {

    private static final String UNTRUSTED = "unable to find valid certification path";
    private static final String OTHER_HOST = "No subject alternative names matching IP address 127.0.0.1 found";

    private final SecuredInstallation installation = SecuredInstallation.shared();

    @TempDir
    private Path folder;

    /** A setting with a wrong value, and what a message about it contains. */
    private record Fault(String name, Map<String, String> settings, String reason) {}

    private static Stream<Fault> brokerFaults() {
        SecuredInstallation installation = SecuredInstallation.shared();
        String foreign = installation.certificates().foreign().toString();
        return Stream.of(
                new Fault("authority", Map.of("MILLRACE_KAFKA_SSL_TRUSTSTORE_LOCATION", foreign), UNTRUSTED),
                new Fault(
                        "host name",
                        Map.of(
                                "MILLRACE_BOOTSTRAP_SERVERS",
                                installation.kafka().bootstrapServersByAddress()),
                        OTHER_HOST),
                new Fault(
                        "password",
                        Map.of(
                                "MILLRACE_KAFKA_SASL_JAAS_CONFIG",
                                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"millrace-trainer\""
                                        + " password=\"wrong\";"),
                        "Authentication failed"));
    }

    private static Stream<Fault> registryFaults() {
        SecuredInstallation installation = SecuredInstallation.shared();
        String foreign = installation.certificates().foreign().toString();
        return Stream.of(
                new Fault("authority", Map.of("MILLRACE_REGISTRY_CLIENT_SSL_TRUSTSTORE_LOCATION", foreign), UNTRUSTED),
                new Fault(
                        "host name",
                        Map.of("MILLRACE_REGISTRY_URL", installation.registry().urlByAddress()),
                        OTHER_HOST),
                new Fault(
                        "password",
                        Map.of("MILLRACE_REGISTRY_CLIENT_BASIC_AUTH_USER_INFO", "registry-user:wrong"),
                        "the registry did not accept the credentials (401)"));
    }

    private static Stream<Arguments> allFaults() {
        return Stream.concat(brokerFaults(), registryFaults()).map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("allFaults")
    void servicesAreNotReadyAndSayWhy(Fault fault) {
        LocalHttp trainer = new LocalHttp(TestRegistry.freePort());
        CompletableFuture<Void> stop = new CompletableFuture<>();
        Map<String, String> settings = with(Role.TRAINER, fault);
        settings.put("MILLRACE_DATA_DIR", folder.resolve("data").toString());
        settings.put("MILLRACE_TRAINER_OPERATIONS_PORT", Integer.toString(trainer.port()));
        CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> Trainer.run(settings, stop));
        try (StreamsAppUnderTest app =
                new StreamsAppUnderTest(StreamsApp::run, with(Role.STREAMS_APP, fault), folder.resolve("state"))) {
            until(() -> saysWhy(app.get("/health/ready"), fault));
            until(() -> saysWhy(trainer.get("/health/ready"), fault));
        } finally {
            stop.complete(null);
            ended.join();
        }
    }

    private static boolean saysWhy(String answer, Fault fault) {
        assertThat(SecuredInstallation.SECRETS.in(answer)).isEmpty();
        return answer.startsWith("503") && answer.contains(fault.reason());
    }

    private Map<String, String> with(Role role, Fault fault) {
        Map<String, String> settings = new HashMap<>(installation.environment(role));
        settings.putAll(fault.settings());
        return settings;
    }
}
