package dev.millrace.trainer.training;

import dev.millrace.model.spec.Labels;
import dev.millrace.model.spec.Task;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which labels one run may learn: the limits of the configuration together with operators' decisions. */
public record LabelRules(Task task, LabelLimits limits, LabelDecisions decisions) {

    private static final int NAMED = 10;

    /**
     * Why a run may not go on.
     *
     * @param reason with some of the labels, the limit, and the command that decides
     * @param labels all labels on which an operator has to decide, in alphabetical order
     */
    public record Refusal(String reason, List<String> labels) {}

    /** Whether examples with the label take part in training and in the gate. */
    public boolean counts(String label) {
        boolean isAllowed = limits.allowed().isEmpty() || limits.allowed().contains(label);
        return isAllowed && !decisions.refused().contains(label);
    }

    /**
     * Checks the labels of a candidate that is to be fitted.
     *
     * @param champion labels of the champion; without one, all labels are new and may be
     */
    public Optional<Refusal> refusal(Labels candidate, Optional<Labels> champion) {
        Set<String> known = champion.map(labels -> Set.copyOf(labels.names())).orElse(Set.of());
        List<String> undecided = candidate.names().stream()
                .filter(label -> !known.contains(label) && !decisions.approved().contains(label))
                .sorted()
                .toList();
        if (candidate.size() > limits.max()) {
            return Optional.of(tooMany(candidate, undecided));
        }
        if (champion.isPresent() && undecided.size() > limits.maxNew()) {
            return Optional.of(tooManyNew(undecided));
        }
        return Optional.empty();
    }

    private Refusal tooMany(Labels candidate, List<String> undecided) {
        List<String> labels = undecided.isEmpty() ? candidate.names() : undecided;
        return new Refusal(
                "a model of task '" + task.id() + "' may have at most " + limits.max() + " labels ("
                        + setting("max-labels") + "), its examples have " + candidate.size() + ", among them "
                        + named(labels) + ". To leave labels out, type " + command("refuse", labels)
                        + ", or list all that count in task." + task.id() + ".labels.allowed",
                labels);
    }

    private Refusal tooManyNew(List<String> labels) {
        return new Refusal(
                "a model of task '" + task.id() + "' may have at most " + limits.maxNew()
                        + " new labels that no operator approved (" + setting("max-new-labels")
                        + "), its examples have "
                        + labels.size() + ": " + named(labels) + ". To let them count, type "
                        + command("approve", labels) + "; to leave them out, " + command("refuse", labels),
                labels);
    }

    private String setting(String name) {
        return "task." + task.id() + ".trainer." + name;
    }

    private String command(String action, List<String> labels) {
        return "millrace labels " + action + " --task " + task.id() + " --reason '...' -- " + quoted(labels.get(0))
                + (labels.size() > 1 ? " ..." : "");
    }

    private static String named(List<String> labels) {
        String first = labels.stream().limit(NAMED).map(LabelRules::quoted).collect(Collectors.joining(", "));
        return labels.size() > NAMED ? first + " and " + (labels.size() - NAMED) + " more" : first;
    }

    /** As a shell reads it. */
    private static String quoted(String label) {
        return "'" + label.replace("'", "'\\''") + "'";
    }
}
