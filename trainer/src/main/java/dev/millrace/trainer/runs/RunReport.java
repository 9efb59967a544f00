package dev.millrace.trainer.runs;

import dev.millrace.model.artifact.Provenance.OffsetRange;
import dev.millrace.model.spec.Task;
import dev.millrace.records.Epoch;
import dev.millrace.records.TrainingRun;
import dev.millrace.trainer.training.EpochFigures;
import dev.millrace.trainer.training.FitResult;
import dev.millrace.trainer.training.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run from start to end, as it is recorded.
 *
 * @param run identity, unique within the task
 * @param data the records that it could see
 * @param sizes number of examples used of each split
 * @param fit the curves; empty if the run did not get that far
 * @param candidate the uploaded version that it judged; empty if it fitted its candidate
 */
public record RunReport(
        Task task,
        String run,
        Trigger trigger,
        Instant startedAt,
        Instant endedAt,
        List<OffsetRange> data,
        PartSizes sizes,
        Optional<FitResult> fit,
        RunEnd end,
        long seed,
        Optional<String> candidate) {

    public RunReport {
        data = List.copyOf(data);
    }

    /** Number of examples of each split. */
    public record PartSizes(long training, long validation, long gate) {}

    /**
     * The record for the topic {@code training-runs}.
     *
     * @param version the published version; empty if none was published
     */
    public TrainingRun toRecord(Optional<String> version) {
        return TrainingRun.newBuilder()
                .setTask(task.id())
                .setRun(run)
                .setTrigger(dev.millrace.records.Trigger.valueOf(trigger.name()))
                .setStartedAt(startedAt.toEpochMilli())
                .setEndedAt(endedAt.toEpochMilli())
                .setData(data.stream().map(RunReport::toRecord).toList())
                .setTrainingExamples(sizes.training())
                .setValidationExamples(sizes.validation())
                .setGateExamples(sizes.gate())
                .setEpochs(epochs())
                .setBestEpoch(
                        fit.flatMap(FitResult::best).map(FitResult.Best::epoch).orElse(-1))
                .setVerdict(dev.millrace.records.Verdict.valueOf(end.kind().name()))
                .setReason(end.reason())
                .setCandidateAccuracy(end.candidate().orElse(null))
                .setIncumbentAccuracy(end.champion().orElse(null))
                .setVersion(version.orElse(null))
                .setSeed(seed)
                .setCandidate(candidate.orElse(null))
                .setLabels(end.labels())
                .build();
    }

    private List<Epoch> epochs() {
        return fit.map(FitResult::epochs).orElse(List.of()).stream()
                .map(RunReport::toRecord)
                .toList();
    }

    private static dev.millrace.records.OffsetRange toRecord(OffsetRange range) {
        return dev.millrace.records.OffsetRange.newBuilder()
                .setTopic(range.topic())
                .setPartition(range.partition())
                .setFrom(range.from())
                .setTo(range.to())
                .build();
    }

    private static Epoch toRecord(EpochFigures figures) {
        return Epoch.newBuilder()
                .setTrainingLoss(figures.trainingLoss())
                .setValidationLoss(figures.validation().loss())
                .setValidationAccuracy(figures.validation().accuracy())
                .setSeconds(figures.duration().toNanos() / 1e9)
                .build();
    }
}
