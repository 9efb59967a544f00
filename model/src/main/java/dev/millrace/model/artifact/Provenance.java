package dev.millrace.model.artifact;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a model came from: enough to fit it again. Part of the artifact.
 *
 * @param data the records that it could learn from
 * @param trainingData digest of the content and label of every training example, in the order of fitting
 * @param trainingExamples number of training examples
 * @param parent the version whose weights the fit started from; empty if it started from new ones
 * @param environment Java, operating system, processor and threads, because results differ across them
 */
public record Provenance(
        List<OffsetRange> data,
        Sha256 trainingData,
        long trainingExamples,
        long seed,
        Instant trainedAt,
        Optional<String> parent,
        Map<String, String> environment) {

    public Provenance {
        data = List.copyOf(data);
        environment = Map.copyOf(environment);
    }

    /** The consecutive records of a partition from {@code from}, inclusive, to {@code to}, exclusive. */
    public record OffsetRange(String topic, int partition, long from, long to) {}
}
