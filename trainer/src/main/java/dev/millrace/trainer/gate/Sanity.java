package dev.millrace.trainer.gate;

import java.util.List;
import java.util.Optional;

/** Rules out a candidate for defects that accuracy does not show. */
final class Sanity {

    /** Examples that a label needs before never predicting it means something. */
    private static final int ENOUGH = 10;

    /** Recall of the champion at which a label counts as known to it. */
    private static final double KNOWN = 0.3;

    /**
     * How far a label's share of the answers may exceed its true share before the model counts as collapsed onto it.
     */
    private static final double EXCESS = 0.4;

    private Sanity() {}

    /** What is wrong with the candidate; empty if nothing. */
    static Optional<String> defect(GateSplit part, Answers candidate, Optional<Answers> champion) {
        if (candidate.size() != part.size()) {
            throw new IllegalArgumentException(
                    "required " + part.size() + " answers of the candidate, got " + candidate.size());
        }
        if (!Double.isFinite(candidate.loss())) {
            return Optional.of("the candidate's loss is not a finite number: " + candidate.loss());
        }
        return collapse(part, candidate)
                .or(() -> champion.flatMap(answers -> forgottenLabel(part, candidate, answers)));
    }

    private static Optional<String> collapse(GateSplit part, Answers candidate) {
        List<String> labels = part.labels();
        int[] predicted = candidate.counts(labels);
        int[] real = part.counts();
        for (int label = 0; label < labels.size(); label++) {
            boolean isOnlyOne = predicted[label] == part.size() && real[label] < part.size();
            if (isOnlyOne || predicted[label] - real[label] > EXCESS * part.size()) {
                return Optional.of("the candidate has collapsed onto '" + labels.get(label) + "': predicted "
                        + predicted[label] + " times of " + part.size() + ", true " + real[label] + " times");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> forgottenLabel(GateSplit part, Answers candidate, Answers champion) {
        int[] examples = part.counts();
        int[] predicted = candidate.counts(part.labels());
        int[] known = recalled(part, champion);
        int learned = examples.length - part.lostLabels().size();
        for (int label = 0; label < learned; label++) {
            if (examples[label] >= ENOUGH && predicted[label] == 0 && known[label] >= KNOWN * examples[label]) {
                return Optional.of(
                        "the candidate never predicts '" + part.labels().get(label)
                                + "', of which the champion recognises " + known[label] + " of " + examples[label]);
            }
        }
        return Optional.empty();
    }

    private static int[] recalled(GateSplit part, Answers answers) {
        int[] recalled = new int[part.labels().size()];
        for (int i = 0; i < part.size(); i++) {
            if (part.isRight(answers, i)) {
                recalled[part.truth(i)]++;
            }
        }
        return recalled;
    }
}
