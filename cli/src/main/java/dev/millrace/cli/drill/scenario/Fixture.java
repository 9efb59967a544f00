package dev.millrace.cli.drill.scenario;

import dev.millrace.cli.drill.account.Tally;

/** A scenario with a flawed streams app: the drill must see what is wrong with it, or the drill itself is worth nothing. */
public interface Fixture extends Scenario {

    /** Whether the account shows the flaw. */
    boolean isCaught(Tally tally, long misattributed);
}
