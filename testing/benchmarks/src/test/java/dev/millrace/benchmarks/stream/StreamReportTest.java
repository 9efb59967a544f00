package dev.millrace.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamReportTest {

    private static final Row MILLRACE = new Row(StreamSubject.MILLRACE, Encoding.RAW, Row.EXACTLY_ONCE, 1);

    private final StreamReport report = new StreamReport(List.of(
            new StreamResult(MILLRACE.beside(StreamSubject.CEILING), 0, List.of(new Round(16_000, 60)), List.of()),
            new StreamResult(
                    MILLRACE,
                    24_000,
                    List.of(new Round(9_000, 130), new Round(7_000, 100), new Round(8_000, 110)),
                    List.of(new Latency(0.25, 2_000, 50, 90), new Latency(0.5, 4_000, 60, 110))),
            new StreamResult(MILLRACE.beside(StreamSubject.NOOP), 60_000, List.of(new Round(32_000, 9)), List.of())));

    @Test
    void writesMediansAndTheLatencyAtHalfTheRate(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("stream.json");

        report.write(file);

        JsonNode results = new ObjectMapper().readTree(Files.readString(file)).get("results");
        JsonNode millrace = results.get(1);
        assertThat(millrace.get("subject").asText()).isEqualTo("millrace");
        assertThat(millrace.get("task").asText()).isEqualTo("image");
        assertThat(millrace.get("encoding").asText()).isEqualTo("raw");
        assertThat(millrace.get("guarantee").asText()).isEqualTo("exactly_once_v2");
        assertThat(millrace.get("threads").asInt()).isEqualTo(1);
        assertThat(millrace.get("recordsPerSecond").asDouble()).isEqualTo(8_000);
        assertThat(millrace.get("cpuMicrosPerRecord").asDouble()).isEqualTo(110);
        assertThat(millrace.get("p50Millis").asDouble()).isEqualTo(60);
        assertThat(millrace.get("p99Millis").asDouble()).isEqualTo(110);
        assertThat(results.get(0).get("guarantee").asText()).isEqualTo("none");
        assertThat(results.get(0).get("p50Millis").isNull()).isTrue();
    }

    @Test
    void comparesMillraceWithItsCeilingAndItsPeers() {
        List<String> millrace = report.table()
                .lines()
                .filter(line -> line.contains("millrace"))
                .findFirst()
                .map(line -> List.of(line.trim().split("\\s+", -1)))
                .orElseThrow();

        assertThat(millrace)
                .containsExactly(
                        "millrace",
                        "image",
                        "raw",
                        "exactly_once_v2",
                        "1",
                        "8,000",
                        "7,000",
                        "9,000",
                        "110",
                        "60.0",
                        "110.0",
                        "0.50",
                        "0.25");
    }
}
