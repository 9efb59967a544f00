package dev.millrace.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka:9092",
                "one:1, two.example.com:65535",
                "[::1]:9092",
                "10.0.0.1:9092",
                "PLAINTEXT://kafka:9092"
            })
    void acceptsBrokers(String brokers) {
        assertThat(Addresses.brokers(brokers)).isEqualTo(brokers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"kafka", "kafka:", "kafka:99999", "kafka:9092,", "kafka 9092", "http://kafka/9092", ":9092"})
    void refusesWhatIsNoBroker(String brokers) {
        assertThatThrownBy(() -> Addresses.brokers(brokers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("required host:port, separated by commas, got '");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:8081", "https://registry.example.com/apis/ccompat/v7", "http://a:1,http://b:2"
            })
    void acceptsRegistries(String urls) {
        assertThat(Addresses.registry(urls)).isEqualTo(urls);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not a url", "localhost:8081", "ftp://registry", "http://", "http://a,b"})
    void refusesWhatIsNoRegistry(String urls) {
        assertThatThrownBy(() -> Addresses.registry(urls))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("required a URL such as http://localhost:8081, got '");
    }

    @Test
    void keepsAPasswordOutOfTheMessage() {
        Settings settings = new Settings(Map.of(
                "MILLRACE_REGISTRY_URL", "http://user:s3cret@registry:8081",
                "MILLRACE_BOOTSTRAP_SERVERS", "SASL_SSL://user:s3cret@kafka:9092"));

        ConnectionSettings.from(settings);

        assertThatThrownBy(settings::rejectIfInvalid)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("MILLRACE_REGISTRY_URL: required a URL without user name and password")
                .hasMessageContaining(
                        "MILLRACE_BOOTSTRAP_SERVERS: required host:port, separated by commas, without user")
                .hasMessageNotContaining("s3cret");
    }
}
