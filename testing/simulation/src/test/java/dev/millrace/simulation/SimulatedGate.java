package dev.millrace.simulation;

import dev.millrace.trainer.gate.Answers;
import dev.millrace.trainer.gate.Gate;
import dev.millrace.trainer.gate.GateHistory;
import dev.millrace.trainer.gate.GateSettings;
import dev.millrace.trainer.gate.GateSplit;
import dev.millrace.trainer.gate.PriorEvidence;
import java.util.List;
import java.util.Optional;

/** The real gate, asked with random answers of candidates whose training examples have grown by half. */
final class SimulatedGate {

    private static final int EXAMPLES = 40;

    private final SimulationContext world;
    private final Gate gate = new Gate(GateSettings.standard(), false, new PriorEvidence(1.5, GateHistory.none()));
    private final int[] truth = new int[EXAMPLES];

    SimulatedGate(SimulationContext world) {
        this.world = world;
        for (int example = 0; example < EXAMPLES; example++) {
            truth[example] = example % 2;
        }
    }

    /** @param right number of correct answers of the candidate */
    boolean passes(int right, Optional<Integer> championRight) {
        boolean passes = gate.decide(
                        GateSplit.of(List.of("neg", "pos"), truth), answers(right), championRight.map(this::answers))
                .fold(passed -> true, refused -> false);
        if (passes && championRight.orElse(0) >= right) {
            throw new AssertionError("the gate passed " + right + " right against " + championRight);
        }
        return passes;
    }

    /** Wrong answers are at random positions. */
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
