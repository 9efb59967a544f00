package dev.millrace.service.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.spec.LabelTrust;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LabelTrustHeaderTest {

    private final Headers headers = new RecordHeaders();

    @Test
    void readsTheLevelThatItWrote() {
        LabelTrustHeader.write(headers, new LabelTrust(9));
        LabelTrustHeader.write(headers, new LabelTrust(2));

        assertThat(LabelTrustHeader.read(headers)).isEqualTo(new LabelTrust(2));
        assertThat(headers.headers(LabelTrustHeader.NAME)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "10", "x", "-1"})
    void takesAnythingElseForUnknown(String value) {
        headers.add(LabelTrustHeader.NAME, value.getBytes(StandardCharsets.UTF_8));

        assertThat(LabelTrustHeader.read(headers)).isEqualTo(LabelTrust.UNKNOWN);
    }

    @Test
    void takesAHeaderWithoutAValueAndNoHeaderForUnknown() {
        assertThat(LabelTrustHeader.read(headers)).isEqualTo(LabelTrust.UNKNOWN);

        headers.add(LabelTrustHeader.NAME, null);

        assertThat(LabelTrustHeader.read(headers)).isEqualTo(LabelTrust.UNKNOWN);
    }
}
