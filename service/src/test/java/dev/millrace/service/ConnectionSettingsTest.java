package dev.millrace.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.schemas.KafkaConnection;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConnectionSettingsTest {

    @Test
    void connectsToThisMachineByDefault() {
        KafkaConnection connection = ConnectionSettings.from(new Settings(Map.of()));

        assertThat(connection.bootstrapServers()).isEqualTo("localhost:9092");
        assertThat(connection.registryUrl()).isEqualTo("http://localhost:8081");
        assertThat(connection.topicNames().prefix()).isEmpty();
        assertThat(connection.autoRegisterSchemas()).isTrue();
    }

    @Test
    void takesEverySetting() {
        Settings settings = new Settings(Map.of(
                "MILLRACE_BOOTSTRAP_SERVERS", " kafka:9092 ",
                "MILLRACE_REGISTRY_URL", "http://registry",
                "MILLRACE_TOPIC_PREFIX", "team-",
                "MILLRACE_AUTO_REGISTER_SCHEMAS", "false",
                "MILLRACE_REGISTRY_CLIENT_HTTP_READ_TIMEOUT_MS", "300"));

        KafkaConnection connection = ConnectionSettings.from(settings);

        assertThat(connection.bootstrapServers()).isEqualTo("kafka:9092");
        assertThat(connection.registryUrl()).isEqualTo("http://registry");
        assertThat(connection.topicNames().prefix()).isEqualTo("team-");
        assertThat(connection.autoRegisterSchemas()).isFalse();
        assertThat(connection.registryProperties()).containsOnly(Map.entry("http.read.timeout.ms", "300"));
        assertThat(settings.unread("MILLRACE_TRAINER_")).isEmpty();
        assertThatCode(settings::rejectIfInvalid).doesNotThrowAnyException();
    }

    @Test
    void acceptsOnlyTrueAndFalse() {
        Settings settings = new Settings(Map.of("MILLRACE_AUTO_REGISTER_SCHEMAS", "yes"));

        assertThat(ConnectionSettings.from(settings).autoRegisterSchemas()).isTrue();

        assertThatThrownBy(settings::rejectIfInvalid)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("invalid settings:\n  MILLRACE_AUTO_REGISTER_SCHEMAS='yes': required true or false");
    }

    @Test
    void treatsABlankSettingAsUnset() {
        Settings settings = new Settings(Map.of("MILLRACE_TOPIC_PREFIX", "  ", "MILLRACE_KAFKA_", "nothing"));

        KafkaConnection connection = ConnectionSettings.from(settings);

        assertThat(connection.topicNames().prefix()).isEmpty();
        assertThat(connection.clientProperties()).isEmpty();
        assertThat(settings.unread("MILLRACE_TRAINER_")).containsExactly("MILLRACE_KAFKA_");
    }
}
