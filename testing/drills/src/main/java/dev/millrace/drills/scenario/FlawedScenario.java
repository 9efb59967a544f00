package dev.millrace.drills.scenario;

import dev.millrace.drills.audit.Figures;

/** A scenario with a flawed streams app. If the drill does not detect the flaw, the drill itself is worthless. */
public interface FlawedScenario extends Scenario {

    /** Whether the audit shows the flaw. */
    boolean isCaught(Figures figures);
}
