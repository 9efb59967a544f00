package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.PartitionOffset;
import dev.millrace.cli.deadletters.ReplayPlan.Ready;
import java.util.List;

/** Where plans go. */
@FunctionalInterface
interface ReplaySink {

    /** Takes all of them or none; returns where each is now, in their order. */
    List<PartitionOffset> send(List<Ready> plans);
}
