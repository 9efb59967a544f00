package dev.millrace.cli.deadletters;

import dev.millrace.cli.deadletters.Draft.Ready;
import java.util.List;

/** Where drafts go. */
@FunctionalInterface
interface Dispatch {

    /** Takes all of them or none; returns where each is now, in their order. */
    List<Place> send(List<Ready> drafts);
}
