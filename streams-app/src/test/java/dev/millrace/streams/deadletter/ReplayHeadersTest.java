package dev.millrace.streams.deadletter;

import static dev.millrace.fixtures.RegistrylessTopics.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.records.Origin;
import dev.millrace.schemas.deadletter.ReplayHeaders;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayHeadersTest {

    private static final Origin FIRST = new Origin("images", 3, 77L, 5_000L);

    private final RecordHeaders headers = new RecordHeaders();

    @Test
    void readsWhatItWrote() {
        ReplayHeaders.write(headers, FIRST);

        assertThat(ReplayHeaders.read(headers)).contains(FIRST);
    }

    @Test
    void isNotAReplayWithoutHeaders() {
        assertThat(ReplayHeaders.read(headers)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {ReplayHeaders.TOPIC, ReplayHeaders.PARTITION, ReplayHeaders.OFFSET, ReplayHeaders.TIMESTAMP})
    void isNotAReplayIfAHeaderIsMissing(String name) {
        ReplayHeaders.write(headers, FIRST);

        headers.remove(name);
        assertThat(ReplayHeaders.read(headers)).isEmpty();

        headers.add(name, null);
        assertThat(ReplayHeaders.read(headers)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        ReplayHeaders.TOPIC + ",''",
        ReplayHeaders.TOPIC + ",two words",
        ReplayHeaders.TOPIC + ",images\u001b[2J",
        ReplayHeaders.PARTITION + ",-1",
        ReplayHeaders.PARTITION + ",2147483648",
        ReplayHeaders.OFFSET + ",many",
        ReplayHeaders.OFFSET + ",''",
        ReplayHeaders.OFFSET + ",9223372036854775808",
        ReplayHeaders.TIMESTAMP + ",-1"
    })
    void takesNoClaimThatNoCoordinatesCanMake(String name, String claim) {
        forge(name, bytes(claim));

        assertThat(ReplayHeaders.read(headers)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {ReplayHeaders.TOPIC, ReplayHeaders.PARTITION, ReplayHeaders.OFFSET, ReplayHeaders.TIMESTAMP})
    void takesNoClaimLargerThanCoordinatesAre(String name) {
        forge(name, bytes("0".repeat(900_000)));

        assertThat(ReplayHeaders.read(headers)).isEmpty();
    }

    @Test
    void refusesMalformedText() {
        forge(ReplayHeaders.TOPIC, new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThat(ReplayHeaders.read(headers)).isEmpty();
    }

    private void forge(String name, byte[] claim) {
        ReplayHeaders.write(headers, FIRST);
        headers.remove(name).add(name, claim);
    }
}
