package dev.millrace.trainer.training;

import dev.millrace.model.artifact.Sha256;
import dev.millrace.model.spec.Labels;
import dev.millrace.trainer.examples.ExampleSnapshot;
import dev.millrace.trainer.examples.Split;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The examples of a run in their three splits: those whose label is frequent enough to be learned.
 *
 * @param labels of the candidate, in alphabetical order
 * @param gateLabels of the gate's examples: the candidate's, followed by those that only the champion knows
 */
public record Selection(
        Labels labels, Labels gateLabels, SelectedSplit training, SelectedSplit validation, SelectedSplit gate) {

    /**
     * Selects from a snapshot, which must stay open while the selection is read.
     *
     * @param rules which labels count
     * @param champion labels of the champion, if there is one: the gate compares on them too
     * @return empty if fewer than two labels have enough examples, or the validation split is empty
     */
    public static Optional<Selection> of(
            ExampleSnapshot snapshot, SelectionSettings settings, LabelRules rules, Optional<Labels> champion) {
        List<String> names = frequentLabels(snapshot, settings.minimumPerLabel()).stream()
                .filter(rules::counts)
                .toList();
        if (names.size() < 2) {
            return Optional.empty();
        }
        Labels labels = new Labels(names);
        Labels gateLabels = gateLabels(labels, rules, champion);
        int[] numbers = numbers(snapshot, labels);
        Selection selection = new Selection(
                labels,
                gateLabels,
                SelectedSplit.of(snapshot.part(Split.TRAINING), numbers, Integer.MAX_VALUE),
                SelectedSplit.of(snapshot.part(Split.VALIDATION), numbers, settings.maxValidation()),
                SelectedSplit.of(snapshot.part(Split.GATE), numbers(snapshot, gateLabels), settings.maxGate()));
        return selection.validation().size() == 0 ? Optional.empty() : Optional.of(selection);
    }

    /**
     * Selects only what a gate needs for a candidate that is fitted already; the other splits are empty.
     *
     * @param gateLabels labels of the gate's examples, as {@link #gateLabels} gives them
     */
    public static Selection forGate(
            ExampleSnapshot snapshot, SelectionSettings settings, Labels candidate, Labels gateLabels) {
        SelectedSplit none = SelectedSplit.of(snapshot.part(Split.TRAINING), numbers(snapshot, gateLabels), 0);
        return new Selection(
                candidate,
                gateLabels,
                none,
                none,
                SelectedSplit.of(snapshot.part(Split.GATE), numbers(snapshot, gateLabels), settings.maxGate()));
    }

    /**
     * The labels of the gate's examples: the candidate's, followed by those that count and only the champion knows.
     *
     * @param champion labels of the champion, if there is one
     */
    public static Labels gateLabels(Labels candidate, LabelRules rules, Optional<Labels> champion) {
        Stream<String> ofChampion =
                champion.map(Labels::names).orElse(List.of()).stream().filter(rules::counts);
        return new Labels(
                Stream.concat(candidate.names().stream(), ofChampion).distinct().toList());
    }

    /** A digest of the contents and labels of the training split, in order of arrival. */
    public Sha256 trainingDigest() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < training.size(); i++) {
            bytes.writeBytes(training.digest(i));
            bytes.writeBytes(labels.name(training.label(i)).getBytes(StandardCharsets.UTF_8));
            bytes.write(0);
        }
        return Sha256.of(bytes.toByteArray());
    }

    private static int[] numbers(ExampleSnapshot snapshot, Labels labels) {
        Map<String, Integer> numbers = new HashMap<>();
        labels.names().forEach(label -> numbers.put(label, numbers.size()));
        return snapshot.labels().stream()
                .mapToInt(label -> numbers.getOrDefault(label, SelectedSplit.NOT_SELECTED))
                .toArray();
    }

    private static List<String> frequentLabels(ExampleSnapshot snapshot, int minimum) {
        int[] counts = new int[snapshot.labels().size()];
        for (int i = 0; i < snapshot.part(Split.TRAINING).size(); i++) {
            counts[snapshot.part(Split.TRAINING).label(i)]++;
        }
        return IntStream.range(0, counts.length)
                .filter(label -> counts[label] >= minimum)
                .mapToObj(snapshot.labels()::get)
                .sorted()
                .toList();
    }
}
