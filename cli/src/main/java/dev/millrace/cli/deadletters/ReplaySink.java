package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.PartitionOffset;
import dev.millrace.cli.deadletters.ReplayPlan.Ready;
import java.util.List;

/** Sends planned replays. */
@FunctionalInterface
interface ReplaySink {

    /** Sends all of them or none. Returns the position of each new record, in their order. */
    List<PartitionOffset> send(List<Ready> plans);
}
