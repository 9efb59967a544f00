package dev.millrace.cli.deadletters;

import dev.millrace.schemas.TopicNames;
import dev.millrace.schemas.deadletter.DeadLetterReason;
import dev.millrace.schemas.deadletter.FailedStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Selects dead letters: those that match every given option. */
final class FilterOptions {

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Reason; may be repeated: ${COMPLETION-CANDIDATES}.")
    private List<DeadLetterReason> reasons = new ArrayList<>();

    @Option(names = "--stage", paramLabel = "STAGE", description = "Stage that failed: ${COMPLETION-CANDIDATES}.")
    private @Nullable FailedStep stage;

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Original topic, with or without prefix.")
    private @Nullable String topic;

    @Option(names = "--key", paramLabel = "TEXT", description = "Key of the record, the producer's id.")
    private @Nullable String key;

    @Option(names = "--model", paramLabel = "VERSION", description = "Version of the model that rejected it.")
    private @Nullable String model;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "At or after this time, by the original's timestamp: 2026-03-01T12:00:00Z, or 2h for two hours ago.")
    private @Nullable Instant since;

    @Option(names = "--until", paramLabel = "TIME", description = "Before this time, in the same format.")
    private @Nullable Instant until;

    /** Whether no option is given. */
    boolean isEmpty() {
        return reasons.isEmpty()
                && stage == null
                && topic == null
                && key == null
                && model == null
                && since == null
                && until == null;
    }

    Predicate<DeadLetterRecord> in(TopicNames names) {
        List<Predicate<DeadLetterRecord>> all = new ArrayList<>();
        if (!reasons.isEmpty()) {
            List<String> wanted = reasons.stream().map(DeadLetterReason::name).toList();
            all.add(deadLetter -> wanted.contains(deadLetter.reason()));
        }
        Optional.ofNullable(stage)
                .map(FailedStep::id)
                .ifPresent(wanted -> all.add(deadLetter -> deadLetter.stage().equals(wanted)));
        Optional.ofNullable(topic)
                .ifPresent(wanted -> all.add(deadLetter -> Set.of(wanted, names.prefix() + wanted)
                        .contains(deadLetter.from().getTopic())));
        Optional.ofNullable(key)
                .ifPresent(wanted -> all.add(
                        deadLetter -> deadLetter.key().filter(wanted::equals).isPresent()));
        Optional.ofNullable(model)
                .ifPresent(wanted -> all.add(
                        deadLetter -> deadLetter.model().filter(wanted::equals).isPresent()));
        Optional.ofNullable(since)
                .ifPresent(wanted -> all.add(deadLetter -> !deadLetter.time().isBefore(wanted)));
        Optional.ofNullable(until)
                .ifPresent(wanted -> all.add(deadLetter -> deadLetter.time().isBefore(wanted)));
        return deadLetter -> all.stream().allMatch(each -> each.test(deadLetter));
    }
}
