package dev.millrace.model.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.image.ImageModels;
import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.Labels;
import dev.millrace.model.spec.Optimizer;
import dev.millrace.model.spec.TextArchitecture;
import dev.millrace.model.spec.Vocabulary;
import dev.millrace.model.text.TextLimits;
import dev.millrace.model.text.TextModels;
import dev.millrace.testing.fuzzing.Allocation;
import dev.millrace.testing.fuzzing.FuzzBudget;
import dev.millrace.testing.fuzzing.FuzzReport;
import dev.millrace.testing.fuzzing.Fuzzing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Bytes from the models topic: an artifact, or an {@link ArtifactException}; never another artifact's digest. */
class ArtifactFuzzTest {

    private static final Allocation ALLOWED = Allocation.of(1, 128);
    private static final int MANIFEST_AT = 12;

    private final List<ModelArtifact> sound = List.of(image(), review());

    @Test
    void doesNotMistakeADamagedArtifactForAnother() {
        List<byte[]> corpus = sound.stream().map(ModelArtifact::toBytes).toList();

        FuzzReport report = Fuzzing.run("artifacts", new FuzzBudget(10_000, ALLOWED), corpus, input -> {
            Optional<ModelArtifact> parsed = parsed(input);
            parsed.ifPresent(artifact -> assertIsItself(artifact, input, corpus));
            return parsed.isPresent();
        });

        assertThat(report.understood()).isGreaterThan(corpus.size());
        assertThat(report.refused()).isPositive();
    }

    @Test
    void parsesDamagedManifestsWithinBounds() {
        List<byte[]> corpus = sound.stream().map(ArtifactFuzzTest::manifestOf).toList();

        FuzzReport report = Fuzzing.run("manifests", new FuzzBudget(20_000, ALLOWED), corpus, input -> {
            try {
                return ManifestJson.parse(input).manifest() != null;
            } catch (ArtifactException refusal) {
                assertThat(refusal).hasMessageMatching("(?s).+");
                return false;
            }
        });

        assertThat(report.understood()).isGreaterThan(corpus.size());
        assertThat(report.refused()).isPositive();
    }

    @Test
    void refusesAnArtifactWhoseNetworkIsIncomplete() {
        List<byte[]> corpus = sound.stream().map(ArtifactFuzzTest::manifestOf).toList();

        FuzzReport report = Fuzzing.run("loading", new FuzzBudget(2_000, Allocation.of(16, 1_024)), corpus, input -> {
            boolean loaded = false;
            for (ModelArtifact artifact : sound) {
                loaded |= parsed(withManifest(artifact, input))
                        .map(ArtifactFuzzTest::isLoaded)
                        .orElse(false);
            }
            return loaded;
        });

        assertThat(report.understood()).isGreaterThan(corpus.size());
        assertThat(report.refused()).isPositive();
    }

    private static Optional<ModelArtifact> parsed(byte[] input) {
        try {
            return Optional.of(ModelArtifact.parse(input));
        } catch (ArtifactException refusal) {
            assertThat(refusal).hasMessageMatching("(?s).+");
            return Optional.empty();
        }
    }

    private static void assertIsItself(ModelArtifact artifact, byte[] input, List<byte[]> corpus) {
        assertThat(artifact.toBytes()).isEqualTo(input);
        assertThat(artifact.sha256()).isEqualTo(Sha256.of(input));
        assertThat(corpus)
                .allMatch(other ->
                        Arrays.equals(other, input) == artifact.sha256().equals(Sha256.of(other)));
    }

    /** A model that loads also answers. */
    private static boolean isLoaded(ModelArtifact artifact) {
        try {
            return artifact.manifest()
                    .architecture()
                    .fold(
                            convolutional -> answers(
                                    ImageModels.load(artifact, ImageLimits.standard()),
                                    EncodedImage.raw(ByteBuffer.allocate(3), 1, 1)),
                            recurrent -> answers(TextModels.load(artifact, TextLimits.standard()), "a good film"));
        } catch (ArtifactException refusal) {
            return false;
        }
    }

    private static <T> boolean answers(LoadedModel<T> loaded, T input) {
        try (LoadedModel<T> model = loaded;
                Classifier<T> classifier = model.newClassifier()) {
            return classifier.classify(List.of(input)).size() == 1;
        }
    }

    private static byte[] manifestOf(ModelArtifact artifact) {
        return ManifestJson.write(artifact.manifest(), artifact.weights());
    }

    private static byte[] withManifest(ModelArtifact artifact, byte[] manifest) {
        byte[] whole = artifact.toBytes();
        int values = MANIFEST_AT + manifestOf(artifact).length;
        return ByteBuffer.allocate(MANIFEST_AT + manifest.length + whole.length - values)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(whole, 0, MANIFEST_AT)
                .put(manifest)
                .put(whole, values, whole.length - values)
                .putInt(MANIFEST_AT - Integer.BYTES, manifest.length)
                .array();
    }

    private static ModelArtifact image() {
        ImageArchitecture shape = new ImageArchitecture(8, 2, 2, 4);
        return ModelArtifact.of(
                manifest(new Architecture.Convolutional(shape)),
                new Weights(List.of(
                        tensor("convolution1.weight", 2, 3, 3, 3),
                        tensor("convolution1.bias", 2),
                        tensor("convolution2.weight", 2, 2, 3, 3),
                        tensor("convolution2.bias", 2),
                        tensor("dense.weight", 4, 8),
                        tensor("dense.bias", 4),
                        tensor("output.weight", 2, 4),
                        tensor("output.bias", 2))));
    }

    private static ModelArtifact review() {
        Vocabulary words = Vocabulary.of(List.of("film", "good", "na\u00efve"));
        return ModelArtifact.of(
                manifest(new Architecture.Recurrent(new TextArchitecture(10, 8, 2, 2), words)),
                new Weights(List.of(
                        tensor("embedding.weight", 5, 2),
                        tensor("lstm.forward.input", 2, 8),
                        tensor("lstm.forward.recurrent", 2, 8),
                        tensor("lstm.forward.bias", 8),
                        tensor("lstm.backward.input", 2, 8),
                        tensor("lstm.backward.recurrent", 2, 8),
                        tensor("lstm.backward.bias", 8),
                        tensor("output.weight", 1, 4),
                        tensor("output.bias", 1))));
    }

    private static Manifest manifest(Architecture architecture) {
        return new Manifest(
                architecture,
                Labels.of("neg", "pos"),
                new FitSettings(Optimizer.ADAM, 1e-3, 32, 5, 0.5, 42),
                Map.of("accuracy", 0.75),
                new Provenance(
                        List.of(new Provenance.OffsetRange("labelled", 0, 0, 7)),
                        Sha256.of(new byte[0]),
                        7,
                        42,
                        Instant.EPOCH,
                        Optional.of("000001-00000000"),
                        Map.of("java", "17")));
    }

    private static Tensor tensor(String name, Integer... extents) {
        int size = Arrays.stream(extents).reduce(1, (one, other) -> one * other);
        return Tensor.of(name, List.of(extents), new float[size]);
    }
}
