package dev.millrace.trainer.gate;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Decides whether a candidate may replace the champion or, if there is none, whether it is good enough to serve at all.
 */
public final class Gate {

    /** Required confidence that a first model beats always predicting the most frequent label. */
    private static final double FIRST_MODEL_CONFIDENCE = 0.95;

    private static final double ROUNDING = 1e-6;

    private final GateSettings settings;
    private final boolean mayLoseLabels;
    private final PriorEvidence prior;

    /** Creates a gate without prior evidence that refuses a candidate which lacks one of the champion's labels. */
    public Gate(GateSettings settings) {
        this(settings, false, PriorEvidence.none());
    }

    /**
     * Creates a gate.
     *
     * @param mayLoseLabels whether a candidate may lack labels of the champion, if it is not worse without them
     * @param prior what is known of the candidate before the comparison
     */
    public Gate(GateSettings settings, boolean mayLoseLabels, PriorEvidence prior) {
        this.settings = settings;
        this.mayLoseLabels = mayLoseLabels;
        this.prior = prior;
    }

    /**
     * Compares the answers of both models.
     *
     * @param candidate answers to each example of the part
     * @param champion the champion's answers to the same examples; empty if no model serves yet
     */
    public GateVerdict decide(GateSplit part, Answers candidate, Optional<Answers> champion) {
        if (part.size() < settings.minimumExamples()) {
            return refused(
                    part,
                    candidate,
                    champion,
                    "the gate part has " + part.size() + " examples, required are " + settings.minimumExamples());
        }
        if (!part.lostLabels().isEmpty() && !mayLoseLabels) {
            return refused(part, candidate, champion, lost(part) + ": a run that an operator commands may lose labels");
        }
        Optional<String> defect = Sanity.defect(part, candidate, champion);
        if (defect.isPresent()) {
            return refused(part, candidate, champion, defect.get());
        }
        return champion.map(answers -> against(part, candidate, answers)).orElseGet(() -> first(part, candidate));
    }

    private GateVerdict first(GateSplit part, Answers candidate) {
        Answers majority = part.majority();
        PairedTest test = PairedTest.of(part, candidate, majority);
        String figures = right(part, candidate) + " against " + right(part, majority) + " by the most frequent label, "
                + "better with " + percent(test.confidence(0)) + " confidence";
        if (test.confidence(0) >= FIRST_MODEL_CONFIDENCE) {
            return passed(part, candidate, Optional.empty(), "first model: " + figures);
        }
        String required = " (required " + percent(FIRST_MODEL_CONFIDENCE) + ")";
        return refused(part, candidate, Optional.empty(), "no better than guessing: " + figures + required);
    }

    private GateVerdict against(GateSplit part, Answers candidate, Answers champion) {
        PairedTest test = PairedTest.of(part, candidate, champion);
        double confidence = test.confidence(settings.margin());
        boolean losesLabels = !part.lostLabels().isEmpty();
        double required = losesLabels ? 0.5 : prior.requiredConfidence(settings.confidence(), part.size());
        boolean isAhead = losesLabels || test.isAhead(settings.margin());
        String figures = right(part, candidate) + " against " + right(part, champion) + " by the champion, "
                + test.onlyCandidate() + " newly right and " + test.onlyChampion() + " newly wrong, " + criterion()
                + " with " + percent(confidence) + " confidence (required " + percent(required) + " with "
                + prior.figures(part.size()) + ")" + (isAhead ? "" : "; the candidate is not ahead")
                + (losesLabels ? "; " + lost(part) + ", as a commanded run may" : "");
        if (isAhead && confidence >= required - ROUNDING) {
            return passed(part, candidate, Optional.of(champion), "good enough: " + figures);
        }
        return refused(part, candidate, Optional.of(champion), "not good enough: " + figures);
    }

    private String criterion() {
        return settings.margin() == 0 ? "better" : "within the margin of " + percent(settings.margin());
    }

    private static String lost(GateSplit part) {
        return "the candidate has lost the labels " + part.lostLabels() + " that the champion knows";
    }

    private static GateVerdict passed(GateSplit part, Answers candidate, Optional<Answers> champion, String reason) {
        return new GateVerdict.Passed(reason, accuracy(part, candidate), accuracy(part, champion));
    }

    private static GateVerdict refused(GateSplit part, Answers candidate, Optional<Answers> champion, String reason) {
        return new GateVerdict.Refused(reason, accuracy(part, candidate), accuracy(part, champion));
    }

    private static OptionalDouble accuracy(GateSplit part, Optional<Answers> answers) {
        return answers.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(accuracy(part, answers.get()));
    }

    private static double accuracy(GateSplit part, Answers answers) {
        return part.size() == 0 ? 0 : (double) part.right(answers) / part.size();
    }

    private static String right(GateSplit part, Answers answers) {
        return part.right(answers) + " of " + part.size() + " right (" + percent(accuracy(part, answers)) + ")";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
