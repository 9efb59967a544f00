package dev.millrace.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.service.InvalidSettingsException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamsAppConfigTest {

    @Test
    void runsEverythingExactlyOnceByDefault() {
        StreamsAppConfig config = StreamsAppConfig.from(Map.of());

        assertThat(config.clients()).containsExactlyInAnyOrder("image", "image-labels", "review", "review-labels");
        assertThat(config.guarantee()).isEqualTo("exactly_once_v2");
        assertThat(config.batchSize()).isEqualTo(64);
        assertThat(config.labelWindow()).isEqualTo(Duration.ofDays(1));
        assertThat(config.labelClockSkew()).isEqualTo(Duration.ofMinutes(1));
        assertThat(ClientProperties.of("review-labels", config, Map.of())).containsEntry("num.standby.replicas", 0);
    }

    @Test
    void setsStandbysAndTheSkewThatALabelMayHave() {
        StreamsAppConfig config = StreamsAppConfig.from(
                Map.of("MILLRACE_STREAMS_STANDBY_REPLICAS", "1", "MILLRACE_STREAMS_LABEL_CLOCK_SKEW", "PT0S"));

        assertThat(config.labelClockSkew()).isZero();
        assertThat(ClientProperties.of("review-labels", config, Map.of())).containsEntry("num.standby.replicas", 1);
    }

    @Test
    void namesEverythingThatIsWrong() {
        assertThatThrownBy(() -> StreamsAppConfig.from(Map.of(
                        "MILLRACE_STREAMS_CLIENTS", "labels,video",
                        "MILLRACE_STREAMS_GUARANTEE", "at_most_once",
                        "MILLRACE_STREAMS_BATCH_SIZE", "0",
                        "MILLRACE_STREAMS_PRECISION", "float8",
                        "MILLRACE_STREAMS_LABEL_CLOCK_SKEW", "PT-1S",
                        "MILLRACE_STREAMS_STANDBY_REPLICAS", "-1",
                        "MILLRACE_STREAMS_LABEL_WINDOW", "PT-1H")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContainingAll("CLIENTS", "GUARANTEE", "BATCH_SIZE", "PRECISION", "LABEL_WINDOW")
                .hasMessageContainingAll("LABEL_CLOCK_SKEW", "STANDBY_REPLICAS");
    }

    @Test
    void putsTheOperatorsPropertiesOverItsOwnAndCorrectnessOverBoth() {
        StreamsAppConfig config = StreamsAppConfig.from(Map.of(
                "MILLRACE_TOPIC_PREFIX", "shop-",
                "MILLRACE_KAFKA_SECURITY_PROTOCOL", "SSL",
                "MILLRACE_KAFKA_COMMIT_INTERVAL_MS", "500",
                "MILLRACE_KAFKA_PROCESSING_GUARANTEE", "at_least_once"));

        Map<String, Object> properties = ClientProperties.of("image", config, Map.of("more", 1));

        assertThat(properties)
                .containsEntry("security.protocol", "SSL")
                .containsEntry("commit.interval.ms", "500")
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("application.id", "shop-millrace-image")
                .containsEntry("ensure.explicit.internal.resource.naming", true)
                .containsEntry("producer.linger.ms", 2)
                .containsEntry("main.consumer.session.timeout.ms", 10_000)
                .containsEntry("more", 1);
    }
}
