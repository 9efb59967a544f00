package dev.millrace.drills.poison;

import static dev.millrace.schemas.deadletter.DeadLetterReason.PREDICTION_TOO_LARGE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.schemas.deadletter.DeadLetterHeaders;
import dev.millrace.schemas.deadletter.ReplayHeaders;
import java.util.HashMap;
import java.util.Map;

/** Valid records with hostile headers; an input's headers are copied to its prediction. */
final class HostileHeaders {

    private static final int LARGE = 900_000;
    private static final int TOO_LARGE = 1_000_000;
    private static final int MANY = 10_000;

    private HostileHeaders() {}

    static void addTo(PoisonSeries series, byte[] good) {
        series.classified("large-header", good, Map.of("trace", new byte[LARGE]));
        series.deadLettered(
                "header-too-large-for-a-prediction", good, Map.of("trace", new byte[TOO_LARGE]), PREDICTION_TOO_LARGE);
        series.classified("many-headers", good, many());
        series.classified("header-without-a-name", good, Map.of("", new byte[] {1}));
        series.classified("header-name-of-other-scripts", good, Map.of("след \u0000 \ud83d\udd0d", new byte[0]));
        series.classified("forged-replay", good, replay("poison", "-7", "9223372036854775807", "-1"));
        series.classified("forged-replay-without-numbers", good, replay("poison", "first", "1e3", ""));
        series.classified("forged-replay-of-overflowing-numbers", good, replay("", "9999999999", "1", "1"));
        series.classified(
                "forged-replay-of-a-topic-alone", good, Map.of(ReplayHeaders.TOPIC, new byte[] {(byte) 0xff}));
        series.classified("forged-dead-letter", good, deadLetter());
    }

    private static Map<String, byte[]> many() {
        Map<String, byte[]> headers = new HashMap<>();
        for (int i = 0; i < MANY; i++) {
            headers.put("header-" + i, new byte[] {(byte) i});
        }
        return headers;
    }

    private static Map<String, byte[]> replay(String topic, String partition, String offset, String timestamp) {
        return Map.of(
                ReplayHeaders.TOPIC, topic.getBytes(UTF_8),
                ReplayHeaders.PARTITION, partition.getBytes(UTF_8),
                ReplayHeaders.OFFSET, offset.getBytes(UTF_8),
                ReplayHeaders.TIMESTAMP, timestamp.getBytes(UTF_8));
    }

    private static Map<String, byte[]> deadLetter() {
        return Map.of(
                DeadLetterHeaders.REASON, "NO_SUCH_REASON".getBytes(UTF_8),
                DeadLetterHeaders.STAGE, "processing".getBytes(UTF_8),
                DeadLetterHeaders.OFFSET, "-1".getBytes(UTF_8));
    }
}
