package dev.millrace.drills.model;

import dev.millrace.model.Classifier;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.Outcome;
import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.spec.Task;
import java.util.List;
import java.util.stream.LongStream;

/** How many of certain {@link HardImages} a model gets right. */
public record ModelAccuracy(ModelArchive models, long first, long count) {

    private static final int BATCH = 100;

    /** From 0 to 1. The version must be in the archive. */
    public double of(Task task, String version) {
        try (LoadedModel<EncodedImage> model = models.load(task, version);
                Classifier<EncodedImage> classifier = model.newClassifier()) {
            long right = 0;
            for (long from = first; from < first + count; from += BATCH) {
                right += right(classifier, from, Math.min(first + count, from + BATCH));
            }
            return (double) right / count;
        }
    }

    private static long right(Classifier<EncodedImage> classifier, long from, long to) {
        List<Outcome> outcomes = classifier.classify(
                LongStream.range(from, to).mapToObj(HardImages::image).toList());
        return LongStream.range(from, to)
                .filter(number -> outcomes.get((int) (number - from))
                        .fold(
                                classified ->
                                        classified.classification().label().equals(HardImages.label(number)),
                                rejected -> false))
                .count();
    }
}
