package dev.millrace.model.artifact;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a model came from: enough to train it again. Travels inside the artifact.
 *
 * @param data the records it could learn from
 * @param trainingData digest over the content and label of every training example, in the order of fitting
 * @param trainingExamples their number
 * @param parent the version it was started from, if any
 * @param environment Java, operating system, processor and threads: results differ across them
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

    /** The consecutive records {@code from} up to, not including, {@code to} of a partition. */
    public record OffsetRange(String topic, int partition, long from, long to) {}
}
