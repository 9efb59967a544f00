package dev.millrace.benchmarks.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a run measures.
 *
 * @param only measures only rows whose name contains a match
 * @param rounds of each row, at least 1
 * @param records per round of the streams app with images; other rows take shares of it; at least 1
 * @param latencySeconds at each rate; 0 measures no latency
 * @param allLatencies of every row, not just exactly-once with one thread
 */
record StreamPlan(Pattern only, int rounds, int records, int latencySeconds, boolean allLatencies) {

    private static final List<Integer> THREADS = List.of(1, 2);

    StreamPlan {
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds must be at least 1, got " + rounds);
        }
        if (records < 1) {
            throw new IllegalArgumentException("records must be at least 1, got " + records);
        }
        if (latencySeconds < 0) {
            throw new IllegalArgumentException("latency seconds must not be negative, got " + latencySeconds);
        }
    }

    /** Rows that take turns; no group is empty. */
    List<List<Row>> groups() {
        List<List<Row>> groups = new ArrayList<>();
        for (int threads : THREADS) {
            for (Encoding encoding : Encoding.values()) {
                List<Row> group = rows(encoding, threads).stream()
                        .filter(row -> only.matcher(row.name()).find())
                        .toList();
                if (!group.isEmpty()) {
                    groups.add(group);
                }
            }
        }
        return groups;
    }

    /** Number of records per round. */
    int records(Row row) {
        return row.subject().records(row.encoding(), records);
    }

    boolean measuresLatency(Row row) {
        return latencySeconds > 0 && !row.isCeiling() && (allLatencies || (row.isExactlyOnce() && row.threads() == 1));
    }

    private static List<Row> rows(Encoding encoding, int threads) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(StreamSubject.CEILING, encoding, Row.NO_GUARANTEE, threads));
        for (String guarantee : List.of(Row.EXACTLY_ONCE, Row.AT_LEAST_ONCE)) {
            for (StreamSubject subject :
                    List.of(StreamSubject.MILLRACE, StreamSubject.NOOP, StreamSubject.KAFKA_STREAMS_ONNX)) {
                rows.add(new Row(subject, encoding, guarantee, threads));
            }
        }
        return rows;
    }
}
