package dev.millrace.trainer.runs;

import dev.millrace.records.TrainingRun;
import dev.millrace.records.Verdict;
import dev.millrace.trainer.gate.GateHistory;
import java.util.Optional;

/** What one task's recorded runs tell the gate. Not thread-safe. */
public final class RunHistory {

    private Optional<String> published = Optional.empty();
    private boolean hasWon;
    private long refusedExamples;

    /** Adds the next run. A run without a comparison, because it failed or there was no champion, uses no part. */
    public void accept(TrainingRun run) {
        boolean isComparison = run.getIncumbentAccuracy() != null;
        if (run.getVerdict() == Verdict.PUBLISHED) {
            published = Optional.ofNullable(run.getVersion());
            hasWon = isComparison;
            refusedExamples = 0;
        } else if (run.getVerdict() == Verdict.REFUSED && isComparison) {
            refusedExamples += run.getGateExamples();
        }
    }

    /** The history for a comparison with that version; after a rollback or a pin, no win counts. */
    public GateHistory against(String champion) {
        boolean isLast = published.filter(champion::equals).isPresent();
        return new GateHistory(isLast && hasWon, refusedExamples);
    }
}
