package dev.millrace.simulation;

import dev.millrace.trainer.gate.Answers;
import dev.millrace.trainer.gate.Gate;
import dev.millrace.trainer.gate.GateSettings;
import dev.millrace.trainer.gate.GateSplit;
import java.util.List;
import java.util.Optional;

/** The real gate, asked with answers that chance has given. */
final class SimulatedGate {

    private static final int EXAMPLES = 40;

    private final SimulationContext world;
    private final Gate gate = new Gate(GateSettings.standard());
    private final int[] truth = new int[EXAMPLES];

    SimulatedGate(SimulationContext world) {
        this.world = world;
        for (int example = 0; example < EXAMPLES; example++) {
            truth[example] = example % 2;
        }
    }

    /** @param right answers of the candidate */
    boolean passes(int right, Optional<Integer> incumbentRight) {
        boolean passes = gate.decide(
                        GateSplit.of(List.of("neg", "pos"), truth), answers(right), incumbentRight.map(this::answers))
                .fold(passed -> true, refused -> false);
        if (passes && incumbentRight.orElse(0) > right) {
            throw new AssertionError("the gate passed " + right + " right against " + incumbentRight);
        }
        return passes;
    }

    /** Wrong ones are anywhere. */
    private Answers answers(int right) {
        int[] predicted = truth.clone();
        int from = world.chance().below(EXAMPLES);
        for (int i = 0; i < EXAMPLES - right; i++) {
            int example = (from + i) % EXAMPLES;
            predicted[example] = 1 - truth[example];
        }
        return Answers.of(predicted, 0.5);
    }
}
