package dev.millrace.model.text;

import dev.millrace.model.nativemath.LstmPlans;
import dev.millrace.model.nativemath.OneDnn;
import java.util.List;

/** What runs the two directions of one thread, and how it wants batches packed. */
final class RecurrentEngine implements AutoCloseable {

    private final Recurrence forward;
    private final Recurrence backward;
    private final PackingRule rule;
    private final Runnable freeing;

    private RecurrentEngine(Recurrence forward, Recurrence backward, PackingRule rule, Runnable freeing) {
        this.forward = forward;
        this.backward = backward;
        this.rule = rule;
        this.freeing = freeing;
    }

    /** Cuts rows, longest first, into batches. */
    private interface PackingRule {
        List<Packing> apply(List<int[]> sorted);
    }

    static RecurrentEngine forTraining(TextArchitecture shape) {
        return OneDnn.isAvailable()
                ? compiled(shape, new LstmPlans(shape.embeddingSize(), shape.lstmUnits()))
                : plain(shape);
    }

    private static RecurrentEngine compiled(TextArchitecture shape, LstmPlans plans) {
        return new RecurrentEngine(
                new NativeLstm(plans, shape), new NativeLstm(plans, shape), Packing::padded, plans::close);
    }

    /** In Java over matrix products, as where oneDNN is missing. */
    static RecurrentEngine plain(TextArchitecture shape) {
        int inputs = shape.embeddingSize();
        int units = shape.lstmUnits();
        return new RecurrentEngine(
                new PackedLstm(inputs, units),
                new PackedLstm(inputs, units),
                sorted -> List.of(Packing.of(sorted)),
                () -> {});
    }

    Recurrence forward() {
        return forward;
    }

    /** Reads each row from its own end. */
    Recurrence backward() {
        return backward;
    }

    /** @param sorted rows, longest first */
    List<Packing> packings(List<int[]> sorted) {
        return sorted.isEmpty() ? List.of() : rule.apply(sorted);
    }

    @Override
    public void close() {
        forward.close();
        backward.close();
        freeing.run();
    }
}
