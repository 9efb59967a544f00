package dev.millrace.drills.scenario;

import dev.millrace.drills.audit.Tally;

/** A scenario with a flawed streams app: the drill must see what is wrong with it, or the drill itself is worth nothing. */
public interface FlawedScenario extends Scenario {

    /** Whether the account shows the flaw. */
    boolean isCaught(Tally tally, long misattributed);
}
