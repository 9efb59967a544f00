package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.PartitionOffset;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options that control a replay. */
final class ReplayOptions {

    @Option(names = "--all", description = "Replay all dead letters; not together with other selections.")
    private boolean all;

    @Option(names = "--dry-run", description = "Print what would be sent, but send nothing.")
    private boolean dry;

    @Option(names = "--again", description = "Include dead letters that were already replayed.")
    private boolean again;

    @Option(names = "--limit", paramLabel = "N", description = "Maximum number to send.")
    private long limit = Long.MAX_VALUE;

    boolean isDry() {
        return dry;
    }

    boolean isAgain() {
        return again;
    }

    long limit() {
        return limit;
    }

    /** @throws ParameterException unless exactly one way of selecting dead letters is used */
    void check(CommandLine command, List<PartitionOffset> offsets, FilterOptions filter) {
        int ways = (offsets.isEmpty() ? 0 : 1) + (filter.isEmpty() ? 0 : 1) + (all ? 1 : 0);
        if (ways != 1) {
            throw new ParameterException(
                    command, "required either dead letters as PARTITION:OFFSET, or filter options, or --all");
        }
        if (limit < 1) {
            throw new ParameterException(command, "required --limit of at least 1, got " + limit);
        }
    }
}
