package dev.millrace.model.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.Labels;
import dev.millrace.model.spec.Optimizer;
import dev.millrace.model.spec.TextArchitecture;
import dev.millrace.model.spec.Vocabulary;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelArtifactTest {

    private final ModelArtifact artifact = ModelArtifact.of(
            manifest(),
            new Weights(List.of(
                    Tensor.of("first", List.of(2, 3), new float[] {1, 2, 3, 4, 5, -0.5f}),
                    Tensor.of("second", List.of(1), new float[] {Float.MIN_VALUE}))));

    @Test
    void comesBackWholeFromItsBytes() {
        ModelArtifact parsed = ModelArtifact.parse(artifact.toBytes());

        assertThat(parsed.manifest()).isEqualTo(artifact.manifest());
        assertThat(parsed.sha256()).isEqualTo(artifact.sha256());
        assertThat(parsed.weightsSha256()).isEqualTo(artifact.weightsSha256());
        assertThat(parsed.weights().tensor("first").values()).containsExactly(1, 2, 3, 4, 5, -0.5f);
    }

    @Test
    void hasTheSameDigestHoweverOftenItIsWritten() {
        ModelArtifact again = ModelArtifact.of(manifest(), artifact.weights());

        assertThat(again.sha256()).isEqualTo(artifact.sha256());
    }

    @Test
    void refusesAnArchitectureItDoesNotKnow() {
        byte[] forged = replaced("bilstm-average-pooling", "java.lang.ProcessBuild");

        assertThatThrownBy(() -> ModelArtifact.parse(forged))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("java.lang.ProcessBuild");
    }

    @Test
    void refusesATensorLargerThanTheBytesBeforeItMakesRoomForIt() {
        byte[] forged = replaced("[2,3]", "[2,9]");

        assertThatThrownBy(() -> ModelArtifact.parse(forged))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("tensor 'first' requires 18 floats");
    }

    @Test
    void refusesAManifestLengthBeyondTheBytes() {
        byte[] forged = artifact.toBytes();
        Arrays.fill(forged, 8, 12, (byte) 0x7f);

        assertThatThrownBy(() -> ModelArtifact.parse(forged)).isInstanceOf(ArtifactException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"batchSize\":32 | \"surprises\":32 | 'manifest.fit.batchSize' must be a 32 bit integer, got MISSING",
                "\"batchSize\":32 | \"batchSize\":3. | not JSON",
                "\"batchSize\":32 | \"batchSize\":\"\" | batchSize",
                "\"partition\":0 | \"partishun\":0 | 'manifest.provenance.data.partition' must be",
                "\"epochs\":5 | \"epochs\":0 | epochs must be at least 1",
                "\"epochs\":5 | \"epochs\":5.5 | epochs",
                "\"optimizer\":\"ADAM\" | \"optimizer\":\"ADOM\" | ADOM",
                "\"name\":\"second\" | \"nome\":\"second\" | 'manifest.tensors.name' must be a text",
                "\"labels\":[\"neg\",\"pos\"] | \"labels\":[\"neg\",\"neg\"] | distinct",
                "2026-01-02T03:04:05Z | 2026-13-02T03:04:05Z | not valid",
                "\"seed\":42 | \"seed\":42,\"seed\":42 | distinct fields"
            })
    void refusesAManifestThatIsNotAsRequiredAndNamesTheFault(String text, String by, String fault) {
        byte[] forged = withManifest(text, by);

        assertThatThrownBy(() -> ModelArtifact.parse(forged))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining(fault);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"architecture\":",
                "\"architecture\":{",
                "\"fit\":{",
                "\"provenance\":{",
                "{\"topic\":",
                "{\"name\":\"second\"",
                "\"maxWords\":"
            })
    void readsPastFieldsOfANewerVersion(String place) {
        String addition = "\"newer\":{\"than\":[\"this\"]}";
        String by = place.endsWith("{") ? place + addition + "," : place.replaceFirst("\"", addition + ",\"");

        ModelArtifact parsed = ModelArtifact.parse(withManifest(place, by));

        assertThat(parsed.manifest()).isEqualTo(artifact.manifest());
        assertThat(parsed.weightsSha256()).isEqualTo(artifact.weightsSha256());
        assertThat(parsed.sha256()).isNotEqualTo(artifact.sha256());
    }

    @Test
    void refusesAMetricThatIsNoNumber() {
        Manifest manifest = manifest();

        assertThatThrownBy(() -> new Manifest(
                        manifest.architecture(),
                        manifest.labels(),
                        manifest.fitSettings(),
                        Map.of("loss", Double.NaN),
                        manifest.provenance()))
                .hasMessageContaining("'loss' must be finite");
    }

    @Test
    void refusesBytesLeftOver() {
        byte[] longer = Arrays.copyOf(artifact.toBytes(), artifact.toBytes().length + 1);

        assertThatThrownBy(() -> ModelArtifact.parse(longer)).hasMessageContaining("1 bytes are left over");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void answersMutatedBytesWithNothingButItsOwnException(long seed) {
        Random random = new Random(seed);
        for (int trial = 0; trial < 500; trial++) {
            byte[] mutated = artifact.toBytes();
            for (int flips = 0; flips < 3; flips++) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            byte[] cut = Arrays.copyOf(mutated, random.nextInt(mutated.length + 1));

            try {
                ModelArtifact.parse(random.nextBoolean() ? mutated : cut);
            } catch (ArtifactException expected) {
                assertThat(expected).hasMessageMatching("(?s).+");
            }
        }
    }

    /** The artifact with a changed manifest and the length that belongs to it. */
    private byte[] withManifest(String text, String by) {
        byte[] changed = replaced(text, by);
        ByteBuffer buffer = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
        return buffer.putInt(8, buffer.getInt(8) + changed.length - artifact.toBytes().length)
                .array();
    }

    private byte[] replaced(String text, String by) {
        byte[] bytes = artifact.toBytes();
        String latin = new String(bytes, StandardCharsets.ISO_8859_1).replace(text, by);
        return ByteBuffer.wrap(latin.getBytes(StandardCharsets.ISO_8859_1)).array();
    }

    private static Manifest manifest() {
        return new Manifest(
                new Architecture.Recurrent(TextArchitecture.standard(), Vocabulary.of(List.of("film", "naïve"))),
                Labels.of("neg", "pos"),
                new FitSettings(Optimizer.ADAM, 1e-3, 32, 5, 0.5, 42),
                Map.of("accuracy", 0.75, "loss", 0.5),
                new Provenance(
                        List.of(new Provenance.OffsetRange("labelled-reviews", 0, 0, 7)),
                        Sha256.of(new byte[] {1}),
                        7,
                        42,
                        Instant.parse("2026-01-02T03:04:05Z"),
                        Optional.of("000001-00000000"),
                        Map.of("java", "17")));
    }
}
