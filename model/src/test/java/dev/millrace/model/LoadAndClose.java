package dev.millrace.model;

import dev.millrace.model.artifact.Manifest;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.artifact.Provenance;
import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.artifact.Weights;
import dev.millrace.model.fitting.Learner;
import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.image.ImageLearner;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.image.ImageModels;
import dev.millrace.model.image.RgbImage;
import dev.millrace.model.spec.Architecture;
import dev.millrace.model.spec.FitSettings;
import dev.millrace.model.spec.ImageArchitecture;
import dev.millrace.model.spec.Labels;
import dev.millrace.model.spec.Optimizer;
import dev.millrace.model.spec.TextArchitecture;
import dev.millrace.model.spec.Vocabulary;
import dev.millrace.model.text.TextLearner;
import dev.millrace.model.text.TextLimits;
import dev.millrace.model.text.TextModels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Swaps models as the streams app does, in its own process. Prints the resident memory after 20 swaps and after all.
 */
final class LoadAndClose {

    private static final int WARM_UP = 20;

    private LoadAndClose() {}

    /** @param arguments image or review, and the number of swaps */
    public static void main(String[] arguments) throws IOException {
        int swaps = Integer.parseInt(arguments[1]);
        if (arguments[0].equals("image")) {
            ModelArtifact artifact = image();
            EncodedImage input = EncodedImage.raw(ByteBuffer.wrap(new byte[32 * 32 * 3]), 32, 32);
            swap(swaps, () -> ImageModels.load(artifact, ImageLimits.standard()), input);
        } else {
            ModelArtifact artifact = review();
            swap(swaps, () -> TextModels.load(artifact, TextLimits.standard()), "a b c d e f g ".repeat(30));
        }
    }

    private interface Loading<T> {
        LoadedModel<T> load();
    }

    /** Loads the next model while the previous one still serves. */
    private static <T> void swap(int swaps, Loading<T> loading, T input) throws IOException {
        LoadedModel<T> model = loading.load();
        Classifier<T> classifier = model.newClassifier();
        for (int swap = 1; swap <= swaps; swap++) {
            LoadedModel<T> next = loading.load();
            Classifier<T> nextClassifier = next.newClassifier();
            for (int size = 1; size <= 64; size *= 2) {
                var unused = nextClassifier.classify(Collections.nCopies(size, input));
            }
            model.close();
            classifier.close();
            model = next;
            classifier = nextClassifier;
            if (swap == WARM_UP || swap == swaps) {
                System.out.println(residentKilobytes());
            }
        }
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    private static ModelArtifact image() {
        ImageArchitecture shape = ImageArchitecture.standard();
        FitSettings settings = new FitSettings(Optimizer.SGD, 0.1, 1, 1, 0, 1);
        try (Learner<RgbImage> learner = ImageLearner.open(shape, 10, settings, Optional.empty(), 1)) {
            return artifact(new Architecture.Convolutional(shape), names(10), settings, learner.weights());
        }
    }

    private static ModelArtifact review() {
        TextArchitecture shape = TextArchitecture.standard();
        FitSettings settings = new FitSettings(Optimizer.SGD, 0.1, 1, 1, 0, 1);
        Vocabulary vocabulary = Vocabulary.of(List.of("a", "b", "c", "d", "e", "f"));
        try (TextLearner learner = TextLearner.open(shape, vocabulary.size(), 2, settings, Optional.empty(), 1)) {
            return artifact(new Architecture.Recurrent(shape, vocabulary), names(2), settings, learner.weights());
        }
    }

    private static Labels names(int count) {
        return new Labels(
                IntStream.range(0, count).mapToObj(label -> "label-" + label).toList());
    }

    private static ModelArtifact artifact(
            Architecture architecture, Labels labels, FitSettings settings, Weights weights) {
        Provenance nowhere =
                new Provenance(List.of(), Sha256.of(new byte[0]), 1, 1, Instant.EPOCH, Optional.empty(), Map.of());
        return ModelArtifact.of(new Manifest(architecture, labels, settings, Map.of(), nowhere), weights);
    }
}
