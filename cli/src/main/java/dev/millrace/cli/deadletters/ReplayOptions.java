package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.PartitionOffset;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How dead letters are sent again. */
final class ReplayOptions {

    @Option(names = "--all", description = "All of them, where no option says which.")
    private boolean all;

    @Option(names = "--dry-run", description = "Say what would be sent, and send nothing.")
    private boolean dry;

    @Option(names = "--again", description = "Those too that were sent again already.")
    private boolean again;

    @Option(names = "--limit", paramLabel = "N", description = "Send no more than that.")
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

    /** @throws ParameterException unless it is said in exactly one way which dead letters are meant */
    void check(CommandLine command, List<PartitionOffset> offsets, FilterOptions filter) {
        int ways = (offsets.isEmpty() ? 0 : 1) + (filter.isEmpty() ? 0 : 1) + (all ? 1 : 0);
        if (ways != 1) {
            throw new ParameterException(
                    command, "required either dead letters as PARTITION:OFFSET, or options that say which, or --all");
        }
        if (limit < 1) {
            throw new ParameterException(command, "required --limit of at least 1, got " + limit);
        }
    }
}
