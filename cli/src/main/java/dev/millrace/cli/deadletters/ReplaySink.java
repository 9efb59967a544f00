package dev.millrace.cli.deadletters;

import dev.millrace.cli.connection.Place;
import dev.millrace.cli.deadletters.ReplayPlan.Ready;
import java.util.List;

/** Where drafts go. */
@FunctionalInterface
interface ReplaySink {

    /** Takes all of them or none; returns where each is now, in their order. */
    List<Place> send(List<Ready> drafts);
}
