package dev.millrace.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.schemas.KafkaConnection;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void reportsEveryProblemAtOnce() {
        Settings settings = new Settings(Map.of("BATCH", "many", "PORT", "http", "FINE", "3"));
        settings.get("BATCH", 1, Integer::valueOf);
        settings.get("PORT", 1, Integer::valueOf);

        assertThat(settings.get("FINE", 1, Integer::valueOf)).isEqualTo(3);
        assertThatThrownBy(settings::rejectIfInvalid)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContainingAll("BATCH='many'", "PORT='http'");
    }

    @Test
    void takesAnyKafkaPropertyAndKeepsItsValueOutOfTheText() {
        KafkaConnection connection = ConnectionSettings.from(new Settings(Map.of(
                "MILLRACE_KAFKA_SECURITY_PROTOCOL", "SASL_SSL", "MILLRACE_KAFKA_SASL_JAAS_CONFIG", "password=secret")));

        assertThat(connection.properties())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.jaas.config", "password=secret")
                .containsEntry("bootstrap.servers", "localhost:9092");
        assertThat(connection.toString()).doesNotContain("secret");
    }

    @Test
    void takesAPasswordWithoutTheLineBreakBehindIt() {
        KafkaConnection connection =
                ConnectionSettings.from(new Settings(Map.of("MILLRACE_REGISTRY_CLIENT_BEARER_AUTH_TOKEN", "token\n")));

        assertThat(connection.registryProperties()).containsEntry("bearer.auth.token", "token");
    }

    @Test
    void namesMillracesVariablesThatNothingReads() {
        Settings settings = new Settings(Map.of(
                "MILLRACE_STREAMS_THREADS", "2",
                "MILLRACE_STREAMS_TREADS", "3",
                "MILLRACE_KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                "MILLRACE_REGISTRY", "http://elsewhere",
                "MILLRACE_TRAINER_EPOCHS", "3",
                "MILLRACE_DATA", "/data",
                "HOME", "/root"));
        var unused = ConnectionSettings.from(settings);
        assertThat(settings.get("MILLRACE_STREAMS_THREADS", 1, Integer::valueOf))
                .isEqualTo(2);

        assertThat(settings.unread("MILLRACE_TRAINER_"))
                .containsExactly("MILLRACE_REGISTRY", "MILLRACE_STREAMS_TREADS");
    }
}
