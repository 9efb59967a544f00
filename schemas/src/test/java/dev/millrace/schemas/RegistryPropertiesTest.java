package dev.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RegistryPropertiesTest {

    @ParameterizedTest
    @ValueSource(strings = {"ssl.truststore.location", "schema.registry.ssl.truststore.location"})
    void givesTheClientItsTrustStoreUnderTheNameThatItReadsAndHasItCheckTheHost(String name) {
        assertThat(RegistryProperties.of(Map.of(name, "trusted.p12")))
                .containsEntry("schema.registry.ssl.truststore.location", "trusted.p12")
                .containsEntry("schema.registry.ssl.endpoint.identification.algorithm", "https");
    }

    @Test
    void leavesTheCheckOfTheHostToAnOperatorWhoSetsIt() {
        assertThat(RegistryProperties.of(
                        Map.of("ssl.truststore.location", "t", "ssl.endpoint.identification.algorithm", "")))
                .containsEntry("schema.registry.ssl.endpoint.identification.algorithm", "");
    }

    @Test
    void doesNotTouchTlsWhereNothingOfItIsSet() {
        assertThat(RegistryProperties.of(Map.of("basic.auth.user.info", "user:password"))
                        .keySet())
                .noneMatch(name -> name.contains("ssl"));
    }

    @Test
    void refusesATokenWithALineBreakWithoutQuotingIt() {
        assertThatThrownBy(() -> RegistryProperties.of(Map.of("bearer.auth.token", "planted\ntoken")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("'bearer.auth.token'")
                .hasMessageNotContaining("planted");
    }
}
