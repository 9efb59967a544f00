package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.model.artifact.Bfloat16Agreement;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.onednn.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitAndEvaluateTest {

    private static final Pattern WEIGHTS = Pattern.compile("weights ([0-9a-f]{64})");

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void write() throws IOException {
        Random random = new Random(4);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            boolean isGood = random.nextBoolean();
            String mood = isGood ? "lovely" : "dreadful";
            lines.add((isGood ? "pos" : "neg") + "\ta " + mood + " film number " + (char) ('a' + random.nextInt(26))
                    + (char) ('a' + i % 26) + (char) ('a' + i / 26));
        }
        data = Files.write(folder.resolve("reviews.tsv"), lines);
    }

    @Test
    void givesTheSameWeightsTwiceAndAModelThatKnowsWhatItLearned() throws IOException {
        Path model = folder.resolve("review.millrace");

        String first = run("fit", "review", "--data", data.toString(), "--out", model.toString(), "--epochs", "8");
        String second = run("fit", "review", "--data", data.toString(), "--out", model.toString(), "--epochs", "8");

        assertThat(weights(first)).isEqualTo(weights(second));
        JsonNode report = new ObjectMapper()
                .readTree(run("evaluate", "review", "--model", model.toString(), "--data", data.toString(), "--json"));
        assertThat(report.get("accuracy").asDouble()).isGreaterThan(0.95);
        assertThat(report.get("loss").asDouble()).isBetween(0.0, Math.log(2));
        assertThat(report.get("classified").asInt()).isEqualTo(600);
        assertThat(report.get("labels").toString()).isEqualTo("[\"neg\",\"pos\"]");
        JsonNode confusion = report.get("confusion");
        int right = confusion.get(0).get(0).asInt() + confusion.get(1).get(1).asInt();
        assertThat(right / 600.0).isEqualTo(report.get("accuracy").asDouble());
        assertThat(report.get("recall").get("pos").asDouble()).isGreaterThan(0.9);
        assertThat(report.get("precision").get("neg").asDouble()).isGreaterThan(0.9);
    }

    @Test
    void judgesThePartThatFitJudged() throws IOException {
        Path model = folder.resolve("review.millrace");
        String fit = run("fit", "review", "--data", data.toString(), "--out", model.toString(), "--epochs", "2");

        int gate = classified(model, "gate");

        assertThat(fit).contains("of " + gate);
        assertThat(classified(model, "training") + classified(model, "validation") + gate)
                .isEqualTo(600);
    }

    @Test
    void measuresTheAgreementOfBfloat16WithFloat32() throws IOException {
        assumeTrue(Precision.BFLOAT16.isAvailable(), "bfloat16 wants oneDNN and a processor with AVX-512 BF16");
        Path model = folder.resolve("review.millrace");
        run("fit", "review", "--data", data.toString(), "--out", model.toString(), "--epochs", "2");

        JsonNode both = evaluation(model, "--part", "gate", "--precision", "both");

        int gate = both.at("/float32/classified").asInt();
        assertThat(gate).isPositive();
        assertThat(both.at("/bfloat16/classified").asInt()).isEqualTo(gate);
        assertThat(both.get("agreement").asDouble()).isGreaterThan(0.9);
        assertThat(both.get("accuracyMoved").asDouble())
                .isEqualTo(both.at("/bfloat16/accuracy").asDouble()
                        - both.at("/float32/accuracy").asDouble());
        Bfloat16Agreement ofItself = Bfloat16Agreement.of(
                        ModelArtifact.parse(Files.readAllBytes(model)).manifest())
                .orElseThrow();
        assertThat(ofItself.share()).isEqualTo(both.get("agreement").asDouble());
        assertThat(ofItself.accuracyMoved()).isCloseTo(both.get("accuracyMoved").asDouble(), within(1e-9));
    }

    private int classified(Path model, String part) throws IOException {
        return evaluation(model, "--part", part).get("classified").asInt();
    }

    private JsonNode evaluation(Path model, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("evaluate", "review", "--model", model.toString(), "--data", data.toString(), "--json"));
        arguments.addAll(List.of(options));
        return new ObjectMapper().readTree(run(arguments.toArray(String[]::new)));
    }

    @Test
    void namesWhatIsNoModel() {
        Terminal terminal = Terminal.plain();

        int code = terminal.millrace("evaluate", "review", "--model", data.toString(), "--data", data.toString());

        assertThat(code).isEqualTo(1);
        assertThat(terminal.complained()).contains("is no model: ").contains("reviews.tsv");
    }

    private static String run(String... arguments) {
        Terminal terminal = Terminal.plain();
        assertThat(terminal.millrace(arguments)).as(terminal::complained).isZero();
        return terminal.said();
    }

    private static String weights(String output) {
        Matcher found = WEIGHTS.matcher(output);
        assertThat(found.find()).as(output).isTrue();
        return found.group(1);
    }
}
