package dev.millrace.benchmarks.stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;

/** All results, as a table and as JSON. */
record StreamReport(List<StreamResult> results) {

    private static final List<String> TITLES = List.of(
            "subject",
            "task",
            "encoding",
            "guarantee",
            "threads",
            "records/s",
            "slowest",
            "fastest",
            "CPU us",
            "p50 ms",
            "p99 ms",
            "of ceiling",
            "of noop",
            "x onnx");
    private static final int[] WIDTHS = {19, 7, 9, 16, 8, 10, 9, 9, 8, 8, 8, 11, 9, 7};

    StreamReport {
        results = List.copyOf(results);
    }

    void write(Path file) throws IOException {
        ObjectNode json = new ObjectMapper().createObjectNode();
        ArrayNode all = json.putArray("results");
        results.forEach(result -> all.add(result.toJson()));
        Files.writeString(
                file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json));
    }

    /** A table; its latencies are those at half of the sustainable rate. */
    String table() {
        Column[] columns = new Column[WIDTHS.length];
        for (int column = 0; column < WIDTHS.length; column++) {
            columns[column] = new Column(WIDTHS[column], 0, Column.Overflow.TRUNCATE);
        }
        TextTable table = TextTable.forColumns(Help.defaultColorScheme(Ansi.OFF), columns);
        table.addRowValues(TITLES.toArray(new String[0]));
        results.forEach(result -> table.addRowValues(cells(result)));
        return table.toString();
    }

    private String[] cells(StreamResult result) {
        Row row = result.row();
        return new String[] {
            row.subject().id(),
            row.encoding().task().id(),
            row.encoding().id(),
            row.guarantee(),
            Integer.toString(row.threads()),
            number("%,.0f", result.perSecond()),
            number("%,.0f", result.slowest()),
            number("%,.0f", result.fastest()),
            number("%.0f", result.cpuMicros()),
            result.shownLatency()
                    .map(latency -> number("%.1f", latency.p50Millis()))
                    .orElse(""),
            result.shownLatency()
                    .map(latency -> number("%.1f", latency.p99Millis()))
                    .orElse(""),
            ratio(result, StreamSubject.CEILING),
            ratio(result, StreamSubject.NOOP),
            ratio(result, StreamSubject.KAFKA_STREAMS_ONNX)
        };
    }

    /**
     * Millrace's rate divided by that of another subject; empty for other subjects, or if the other was not measured.
     */
    private String ratio(StreamResult result, StreamSubject other) {
        if (result.row().subject() != StreamSubject.MILLRACE) {
            return "";
        }
        Row beside = result.row().beside(other);
        return results.stream()
                .filter(candidate -> candidate.row().equals(beside))
                .map(candidate -> number("%.2f", result.perSecond() / candidate.perSecond()))
                .findFirst()
                .orElse("");
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
