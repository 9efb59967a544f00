package dev.millrace.drills.poison;

import static dev.millrace.schemas.deadletter.DeadLetterReason.MALFORMED_RECORD;
import static dev.millrace.schemas.deadletter.DeadLetterReason.NO_VALUE;
import static dev.millrace.schemas.deadletter.DeadLetterReason.PREDICTION_TOO_LARGE;
import static dev.millrace.schemas.deadletter.DeadLetterReason.UNKNOWN_SCHEMA;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Records that are invalid whatever they contain, and keys that only seem to be. */
final class HostileRecords {

    private static final int NO_SUCH_SCHEMA = 987_654_321;
    private static final int TOO_LARGE_A_KEY = 1_000_000;

    private HostileRecords() {}

    /**
     * @param good a valid record
     * @param other a record of the other task's topic
     * @param label a record of a label topic
     */
    static void addTo(PoisonSeries series, byte[] good, byte[] other, byte[] label) {
        series.deadLettered("null-value", null, NO_VALUE);
        series.deadLettered("empty-value", new byte[0], MALFORMED_RECORD);
        series.deadLettered("plain-text", "{\"text\": \"JSON, no Avro\"}".getBytes(UTF_8), MALFORMED_RECORD);
        series.deadLettered("unframed-body", Arrays.copyOfRange(good, WireBytes.HEADER, good.length), MALFORMED_RECORD);
        series.deadLettered("wrong-magic-byte", withByte(good, 0, 1), MALFORMED_RECORD);
        series.deadLettered("cut-in-the-schema-id", Arrays.copyOf(good, 3), MALFORMED_RECORD);
        series.deadLettered("schema-id-alone", Arrays.copyOf(good, WireBytes.HEADER), MALFORMED_RECORD);
        series.deadLettered("unknown-schema", withSchema(good, NO_SUCH_SCHEMA), UNKNOWN_SCHEMA);
        series.deadLettered("negative-schema", withSchema(good, -1), UNKNOWN_SCHEMA);
        series.deadLettered("record-of-the-other-task", other, MALFORMED_RECORD);
        series.deadLettered("label-among-inputs", label, MALFORMED_RECORD);
        addBodies(series, good);
        addKeys(series, good);
    }

    private static void addBodies(PoisonSeries series, byte[] good) {
        series.deadLettered("body-cut-in-half", Arrays.copyOf(good, good.length / 2), MALFORMED_RECORD);
        series.deadLettered("body-cut-by-a-byte", Arrays.copyOf(good, good.length - 1), MALFORMED_RECORD);
        series.deadLettered("bytes-behind-the-body", Arrays.copyOf(good, good.length + 1), MALFORMED_RECORD);
        series.deadLettered("record-twice", twice(good), MALFORMED_RECORD);
        long[] lengths = {-1, Long.MIN_VALUE, 1_000_000, Integer.MAX_VALUE - 8, Integer.MAX_VALUE, 5_000_000_000L};
        for (long length : lengths) {
            byte[] body = WireBytes.body(encoder -> encoder.writeLong(length));
            series.deadLettered(
                    "length-of-" + length, WireBytes.framed(WireBytes.schemaId(good), body), MALFORMED_RECORD);
        }
        byte[] endless = new byte[11];
        Arrays.fill(endless, (byte) 0xff);
        series.deadLettered("endless-length", WireBytes.framed(WireBytes.schemaId(good), endless), MALFORMED_RECORD);
    }

    private static void addKeys(PoisonSeries series, byte[] good) {
        series.keyed("null-key", null, good, Optional.empty());
        series.keyed("empty-key", new byte[0], good, Optional.empty());
        series.keyed(
                "key-that-is-no-text", new byte[] {(byte) 0xff, 0, (byte) 0xc0, (byte) 0xed}, good, Optional.empty());
        byte[] huge = new byte[TOO_LARGE_A_KEY];
        Arrays.fill(huge, (byte) 'k');
        series.keyed("huge-key", huge, good, Optional.of(PREDICTION_TOO_LARGE));
    }

    private static byte[] withByte(byte[] record, int at, int value) {
        byte[] changed = record.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static byte[] withSchema(byte[] record, int id) {
        byte[] changed = record.clone();
        ByteBuffer.wrap(changed).putInt(1, id);
        return changed;
    }

    private static byte[] twice(byte[] record) {
        return ByteBuffer.allocate(2 * record.length).put(record).put(record).array();
    }
}
