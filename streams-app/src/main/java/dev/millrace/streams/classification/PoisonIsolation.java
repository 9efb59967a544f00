package dev.millrace.streams.classification;

import dev.millrace.model.Outcome;
import dev.millrace.model.Rejection;
import dev.millrace.model.onednn.NativeMemory;
import dev.millrace.streams.hotswap.ClassifierHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * Classifies a batch so that an input on which the network itself fails takes no other one with it: a batch that fails is
 * halved until the failing inputs stand alone, about 2 log₂ n more calls for each.
 *
 * <p>An input that fails alone is rejected only if a sample known to be fine still passes: otherwise it is the model or the
 * machine that is broken, and nothing may be rejected for that.
 *
 * <p>An {@link OutOfMemoryError} or a {@link StackOverflowError} is a failure like any other, with two differences. An input that
 * fails alone with one is given a second chance once the sample has passed, since others may have held the memory. And a lack of
 * memory outside of the heap is never an input's fault: the model's shape, not the input, says how much of it a call takes. Any
 * other {@link Error}, such as a class that is missing, is the installation's and leaves at once.
 */
final class PoisonIsolation {

    private PoisonIsolation() {}

    /**
     * One outcome per input, in input order, for the first input at least, and for as many more as
     * {@link dev.millrace.model.Classifier#classifyFirst} has time for.
     *
     * @throws BrokenClassifierException when the classifier fails on the sample too, or finds no memory outside of the heap for a
     *     single input
     */
    static <T> List<Outcome> classify(ClassifierHandle<T> handle, List<T> inputs) {
        List<Outcome> outcomes = new ArrayList<>(inputs.size());
        classify(handle, inputs, outcomes);
        return outcomes;
    }

    /** False once an input is left without an outcome. */
    private static <T> boolean classify(ClassifierHandle<T> handle, List<T> inputs, List<Outcome> outcomes) {
        List<Outcome> answers;
        try {
            answers = answers(handle, inputs);
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            return isolate(handle, inputs, outcomes, e);
        }
        outcomes.addAll(answers);
        return answers.size() == inputs.size();
    }

    private static <T> boolean isolate(
            ClassifierHandle<T> handle, List<T> inputs, List<Outcome> outcomes, Throwable failure) {
        int half = inputs.size() / 2;
        if (half > 0) {
            return classify(handle, inputs.subList(0, half), outcomes)
                    && classify(handle, inputs.subList(half, inputs.size()), outcomes);
        }
        requireSound(handle, failure);
        outcomes.addAll(failure instanceof Error ? again(handle, inputs) : List.of(rejected(failure)));
        return true;
    }

    private static <T> List<Outcome> again(ClassifierHandle<T> handle, List<T> input) {
        try {
            return answers(handle, input);
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            requireMemory(handle, e);
            return List.of(rejected(e));
        }
    }

    private static Outcome rejected(Throwable failure) {
        return new Outcome.Rejected(Rejection.CLASSIFIER_FAILURE, "the network failed on it: " + failure);
    }

    private static <T> List<Outcome> answers(ClassifierHandle<T> handle, List<T> inputs) {
        List<Outcome> answers = handle.classifier().classifyFirst(inputs);
        if (answers.isEmpty() || answers.size() > inputs.size()) {
            throw new IllegalStateException("required 1 to " + inputs.size() + " outcomes, got " + answers.size());
        }
        return answers;
    }

    private static <T> void requireMemory(ClassifierHandle<T> handle, Throwable failure) {
        if (NativeMemory.isLackingOutsideOfHeap(failure)) {
            throw new BrokenClassifierException(
                    "model " + handle.stamp().getVersion() + " finds no memory for a single input", failure);
        }
    }

    private static <T> void requireSound(ClassifierHandle<T> handle, Throwable failure) {
        requireMemory(handle, failure);
        try {
            var unused = answers(handle, List.of(handle.sample()));
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            e.addSuppressed(failure);
            throw new BrokenClassifierException(
                    "model " + handle.stamp().getVersion() + " fails on an input it answered while it was warmed up",
                    e);
        }
    }
}
