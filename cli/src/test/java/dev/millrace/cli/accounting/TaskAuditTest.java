package dev.millrace.cli.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.schemas.RecordCoordinates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskAuditTest {

    private static final Committed ALL = new Committed(Map.of(0, 1_000L), 0);

    private final TaskAudit audit = new TaskAudit();

    @Test
    void countsOneAnswerAnInputAsClean() {
        acknowledge(0, 1);
        predict(0, "cat", "v1");
        audit.deadLettered(at(1));

        TaskReport report = audit.report(ALL);

        assertThat(report.sent()).isEqualTo(2);
        assertThat(report.predicted()).isEqualTo(1);
        assertThat(report.deadLetters()).isEqualTo(1);
        assertThat(report.lost()).isZero();
        assertThat(report.duplicated()).isZero();
        assertThat(report.isClean()).isTrue();
    }

    @Test
    void countsAnInputWithoutAnAnswerAsLost() {
        acknowledge(0, 1, 2);
        predict(1, "cat", "v1");

        assertThat(audit.report(ALL).lost()).isEqualTo(2);
        assertThat(audit.report(ALL).isClean()).isFalse();
    }

    @Test
    void doesNotCountAWaitingInputAsLost() {
        acknowledge(0, 1, 2);
        predict(0, "cat", "v1");

        TaskReport report = audit.report(new Committed(Map.of(0, 2L), 1));

        assertThat(report.lost()).isEqualTo(1);
        assertThat(report.lag()).isEqualTo(1);
    }

    @Test
    void countsEveryFurtherAnswerAsDuplicated() {
        acknowledge(0, 1);
        predict(0, "cat", "v1");
        predict(0, "cat", "v1");
        predict(0, "cat", "v2");
        predict(1, "cat", "v1");
        audit.deadLettered(at(1));

        assertThat(audit.report(ALL).duplicated()).isEqualTo(3);
        assertThat(audit.report(ALL).predicted()).isEqualTo(2);
    }

    @Test
    void takesAnAnswerThatComesBeforeTheAcknowledgement() {
        predict(0, "cat", "v1");
        acknowledge(0);

        assertThat(audit.report(ALL).predicted()).isEqualTo(1);
        assertThat(audit.report(ALL).lost()).isZero();
    }

    @Test
    void leavesAnswersToInputsOutThatTheBrokerNeverAcknowledged() {
        predict(5, "cat", "v1");

        assertThat(audit.report(ALL).sent()).isZero();
        assertThat(audit.report(ALL).predicted()).isZero();
    }

    @Test
    void judgesOnlyInputsWhoseLabelWasWithheld() {
        audit.withhold("id0", "cat");
        audit.withhold("id1", "dog");

        assertThat(predict(0, "cat", "v1")).contains("cat");
        assertThat(predict(1, "cat", "v1")).contains("dog");
        assertThat(predict(2, "cat", "v1")).isEmpty();

        assertThat(audit.report(ALL).versions()).containsExactly(new VersionReport("v1", 3, 2, 0.5));
    }

    @Test
    void listsVersionsInOrderOfTheirFirstPrediction() {
        predict(0, "cat", "v2");
        predict(1, "cat", "v1");
        predict(2, "cat", "v2");

        TaskReport report = audit.report(ALL);

        assertThat(report.versions()).extracting(VersionReport::version).containsExactly("v2", "v1");
        assertThat(report.swaps()).isEqualTo(1);
    }

    @Test
    void measuresLatencyOfInputsSentAfterTheFirstPrediction() {
        audit.predicted(new Answer(at(0), "id0", "cat", "v1", 0, 50_000));
        for (int input = 1; input <= 100; input++) {
            audit.predicted(new Answer(at(input), "id" + input, "cat", "v1", 60_000, 60_000 + input));
        }

        assertThat(audit.report(ALL).latencyMillis()).isEqualTo(new LatencyReport(50, 99));
    }

    @Test
    void writesTheAgreedFormat(@TempDir Path folder) throws IOException {
        audit.withhold("id0", "cat");
        acknowledge(0);
        predict(0, "cat", "000001-aaaaaaaa");
        Map<String, Double> first = new HashMap<>();
        first.put("image", 12.5);
        first.put("review", null);

        new QuickstartReport(first, Map.of("image", audit.report(new Committed(Map.of(0, 1L), 3))))
                .write(folder.resolve("out.json"));

        JsonNode json = new ObjectMapper().readTree(folder.resolve("out.json").toFile());
        assertThat(json).isEqualTo(new ObjectMapper().readTree("""
                                {"firstPredictionSeconds": {"image": 12.5, "review": null},
                                 "tasks": {"image": {"sent": 1, "predicted": 1, "deadLetters": 0, "lost": 0,
                                  "duplicated": 0, "swaps": 0, "lag": 3, "latencyMillis": {"p50": 0.0, "p99": 0.0},
                                  "versions": [{"version": "000001-aaaaaaaa", "predictions": 1, "judged": 1,
                                                "accuracy": 1.0}]}}}"""));
    }

    private void acknowledge(long... offsets) {
        for (long offset : offsets) {
            audit.acknowledged(at(offset));
        }
    }

    private Optional<String> predict(long offset, String label, String version) {
        return audit.predicted(new Answer(at(offset), "id" + offset, label, version, 0, 1_000));
    }

    private static RecordCoordinates at(long offset) {
        return new RecordCoordinates("images", 0, offset);
    }
}
