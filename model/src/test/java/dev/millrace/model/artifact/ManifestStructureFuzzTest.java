package dev.millrace.model.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testing.fuzzing.Allocation;
import dev.millrace.testing.fuzzing.FuzzBudget;
import dev.millrace.testing.fuzzing.FuzzInputs;
import dev.millrace.testing.fuzzing.FuzzReport;
import dev.millrace.testing.fuzzing.Fuzzing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Artifacts whose manifest is deep, long or claims a network of gigabytes: refused before anything of it is made. */
class ManifestStructureFuzzTest {

    private static final FuzzBudget BUDGET = new FuzzBudget(3_000, Allocation.of(4, 128), Duration.ofMillis(500));

    private static final Pattern VALUE = Pattern.compile("(?<=:)(\"[^\"]*\"|[-0-9.Ee+]+)(?=[,}])");

    private static final String[] SCALARS = {
        "null",
        "true",
        "-1",
        "0",
        "256",
        "4096",
        "1000000",
        "2147483647",
        "-2147483648",
        "1e999999999",
        "0.5",
        "\"\"",
        "[]",
        "{}",
        "\"\\ud800\""
    };

    private final List<byte[]> valid =
            List.of(ManifestTexts.IMAGE.getBytes(UTF_8), ManifestTexts.REVIEW.getBytes(UTF_8));

    @Test
    void parsesOrRefusesWhatIsDeepLongOrHuge() {
        FuzzReport report = Fuzzing.run(
                "manifest structures", BUDGET, new FuzzInputs(valid, ManifestStructureFuzzTest::forged), input -> {
                    try {
                        return ManifestJson.parse(input).manifest() != null;
                    } catch (ArtifactException refusal) {
                        assertThat(refusal.getMessage()).isNotBlank().hasSizeLessThan(1_100);
                        return false;
                    }
                });

        assertThat(report.understood()).isGreaterThan(report.inputs() / 50);
        assertThat(report.refused()).isGreaterThan(report.inputs() / 50);
    }

    /** One or two values are others. */
    private static byte[] forged(List<byte[]> valid, SplittableRandom random) {
        String manifest = new String(valid.get(random.nextInt(valid.size())), UTF_8);
        for (int i = random.nextInt(2); i >= 0; i--) {
            Matcher values = VALUE.matcher(manifest);
            int wanted = random.nextInt((int) Math.max(1, values.results().count()));
            values.reset();
            for (int found = 0; found <= wanted && values.find(); found++) {
                if (found == wanted) {
                    manifest = manifest.substring(0, values.start()) + value(random) + manifest.substring(values.end());
                    break;
                }
            }
        }
        return manifest.getBytes(UTF_8);
    }

    private static String value(SplittableRandom random) {
        int length = 1 << random.nextInt(17);
        return switch (random.nextInt(7)) {
            case 0 -> "[".repeat(length) + "]".repeat(length);
            case 1 -> "{\"a\":".repeat(length / 5) + "1" + "}".repeat(length / 5);
            case 2 -> "9".repeat(length);
            case 3 -> '"' + "x".repeat(length) + '"';
            default -> SCALARS[random.nextInt(SCALARS.length)];
        };
    }

    @Test
    void refusesANetworkOfGigabytesByItsManifestAlone() {
        String wide =
                ManifestTexts.IMAGE.replace("\"side\":8,\"firstFilters\":2", "\"side\":256,\"firstFilters\":4096");
        String deep = ManifestTexts.REVIEW.replace(
                "\"maxTokens\":8,\"embeddingSize\":2,\"lstmUnits\":2",
                "\"maxTokens\":10000,\"embeddingSize\":2,\"lstmUnits\":1024");

        for (String manifest : List.of(wide, deep)) {
            // There are no weights behind the manifest: they are not missed, because nothing gets that far.
            assertThatThrownBy(() -> ModelArtifact.parse(artifact(manifest)))
                    .isInstanceOf(ArtifactException.class)
                    .hasMessageContaining("the layers of the network must need at most 33554432 bytes for an input");
        }
    }

    @Test
    void refusesAManifestThatIsNestedTooDeep() {
        assertThatThrownBy(() -> ModelArtifact.parse(artifact("[".repeat(2_000) + "]".repeat(2_000))))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("bounded nesting");
    }

    @Test
    void refusesAManifestBeyondFourMebibytesUnread() {
        assertThatThrownBy(() -> ModelArtifact.parse(artifact(" ".repeat((4 << 20) + 1))))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("at most 4194304 bytes, got 4194305");
    }

    private static byte[] artifact(String manifest) {
        byte[] json = manifest.getBytes(UTF_8);
        return ByteBuffer.allocate(12 + json.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("MILL".getBytes(UTF_8))
                .putInt(1)
                .putInt(json.length)
                .put(json)
                .array();
    }
}
