package dev.millrace.model.artifact;

import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.ImageFit;
import dev.millrace.model.spec.Labels;
import dev.millrace.model.spec.Optimizer;
import dev.millrace.model.spec.TextArchitecture;
import dev.millrace.model.spec.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Manifests and their texts. */
final class ManifestTexts {

    private static final String DIGEST = "4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a";

    static final TextArchitecture SHAPE = new TextArchitecture(10, 8, 2, 2);
    static final Vocabulary WORDS = Vocabulary.of(List.of("film", "na\u00efve", "a\"b\\", "\ud83c\udfac"));

    static final String IMAGE = """
            {"architecture":{"name":"cnn-2conv-dense","side":8,"firstFilters":2,"secondFilters":3,"denseUnits":4},
            "labels":["cat","dog"],
            "fit":{"optimizer":"SGD","learningRate":0.01,"batchSize":64,"epochs":3,"dropout":0.0,"seed":-9223372036854775808},
            "metrics":{},
            "provenance":{"data":[],
            "trainingData":"4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a",
            "trainingExamples":9000000000,"seed":1,"trainedAt":"1970-01-01T00:00:00.000000001Z","environment":{}},
            "tensors":[{"name":"scalar","shape":[1]}]}
            """.replace("\n", "");

    static final String REVIEW = """
            {"architecture":{"name":"bilstm-average-pooling","maxWords":10,"maxTokens":8,"embeddingSize":2,"lstmUnits":2,
            "vocabulary":["film","naïve","a\\"b\\\\","\\uD83C\\uDFAC"]},
            "labels":["neg","pos"],
            "fit":{"optimizer":"ADAM","learningRate":1.0E-4,"batchSize":32,"epochs":5,"dropout":0.5,"seed":42},
            "metrics":{"accuracy":0.75,"agreement":1.0,"loss":1.25E10},
            "provenance":{"data":[{"topic":"labelled","partition":0,"from":0,"to":7},
            {"topic":"labelled","partition":1,"from":5,"to":5000000000}],
            "trainingData":"4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a",
            "trainingExamples":7,"seed":42,"trainedAt":"2026-01-02T03:04:05Z","parent":"000001-00000000",
            "environment":{"cpu":"x86","java":"17","os":"Linux"}},
            "tensors":[{"name":"first","shape":[2,3]},{"name":"second","shape":[1]}]}
            """.replace("\n", "");

    private ManifestTexts() {}

    static ManifestJson.Parsed parse(String json) {
        return ManifestJson.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    static Weights tensors(Tensor... tensors) {
        return new Weights(List.of(tensors));
    }

    static Tensor tensor(String name, Integer... extents) {
        int size = List.of(extents).stream().reduce(1, (one, other) -> one * other);
        return Tensor.of(name, List.of(extents), new float[size]);
    }

    static Manifest imageManifest() {
        return imageManifest(ImageFit.STRETCH);
    }

    static Manifest imageManifest(ImageFit fit) {
        return new Manifest(
                new Architecture.Convolutional(new ImageArchitecture(8, 2, 3, 4, fit)),
                Labels.of("cat", "dog"),
                new FitSettings(Optimizer.SGD, 0.01, 64, 3, 0, Long.MIN_VALUE),
                Map.of(),
                new Provenance(
                        List.of(),
                        new Sha256(DIGEST),
                        9_000_000_000L,
                        1,
                        Instant.ofEpochSecond(0, 1),
                        Optional.empty(),
                        Map.of()));
    }

    static Manifest reviewManifest() {
        return new Manifest(
                new Architecture.Recurrent(SHAPE, WORDS),
                Labels.of("neg", "pos"),
                new FitSettings(Optimizer.ADAM, 1e-4, 32, 5, 0.5, 42),
                Map.of("loss", 1.25e10, "accuracy", 0.75, "agreement", 1.0),
                new Provenance(
                        List.of(
                                new Provenance.OffsetRange("labelled", 0, 0, 7),
                                new Provenance.OffsetRange("labelled", 1, 5, 5_000_000_000L)),
                        new Sha256(DIGEST),
                        7,
                        42,
                        Instant.parse("2026-01-02T03:04:05Z"),
                        Optional.of("000001-00000000"),
                        Map.of("java", "17", "os", "Linux", "cpu", "x86")));
    }
}
