package dev.millrace.streams.classification;

import dev.millrace.model.Outcome;
import dev.millrace.model.Rejection;
import dev.millrace.streams.hotswap.ClassifierHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * Classifies a batch so that an input on which the network itself fails takes no other one with it: a batch that fails is
 * halved until the failing inputs stand alone, about 2 log₂ n more calls for each.
 *
 * <p>An input that fails alone is rejected only if a sample known to be fine still passes: otherwise it is the model or the
 * machine that is broken, and nothing may be rejected for that.
 */
final class PoisonIsolation {

    private PoisonIsolation() {}

    /**
     * One outcome per input, in input order.
     *
     * @throws BrokenClassifierException when the classifier fails on the sample too
     */
    static <T> List<Outcome> classify(ClassifierHandle<T> lease, List<T> inputs) {
        List<Outcome> outcomes = new ArrayList<>(inputs.size());
        classify(lease, inputs, outcomes);
        return outcomes;
    }

    private static <T> void classify(ClassifierHandle<T> lease, List<T> inputs, List<Outcome> outcomes) {
        List<Outcome> answers;
        try {
            answers = answers(lease, inputs);
        } catch (RuntimeException e) {
            isolate(lease, inputs, outcomes, e);
            return;
        }
        outcomes.addAll(answers);
    }

    private static <T> void isolate(
            ClassifierHandle<T> lease, List<T> inputs, List<Outcome> outcomes, RuntimeException failure) {
        int half = inputs.size() / 2;
        if (half > 0) {
            classify(lease, inputs.subList(0, half), outcomes);
            classify(lease, inputs.subList(half, inputs.size()), outcomes);
            return;
        }
        requireSound(lease, failure);
        outcomes.add(new Outcome.Rejected(Rejection.CLASSIFIER_FAILURE, "the network failed on it: " + failure));
    }

    private static <T> List<Outcome> answers(ClassifierHandle<T> lease, List<T> inputs) {
        List<Outcome> answers = lease.classifier().classify(inputs);
        if (answers.size() != inputs.size()) {
            throw new IllegalStateException("required " + inputs.size() + " outcomes, got " + answers.size());
        }
        return answers;
    }

    private static <T> void requireSound(ClassifierHandle<T> lease, RuntimeException failure) {
        try {
            var unused = answers(lease, List.of(lease.sample()));
        } catch (RuntimeException e) {
            e.addSuppressed(failure);
            throw new BrokenClassifierException(
                    "model " + lease.stamp().getVersion() + " fails on an input it answered while it was warmed up", e);
        }
    }
}
