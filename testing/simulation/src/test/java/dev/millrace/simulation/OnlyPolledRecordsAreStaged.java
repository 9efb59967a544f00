package dev.millrace.simulation;

import static dev.millrace.simulation.Invariant.require;

/** A thread's stage remembers exactly the records that the thread has polled and not processed. */
final class OnlyPolledRecordsAreStaged implements Invariant {

    @Override
    public void check(SimulatedSystem mill) {
        for (SimulatedApp app : mill.apps()) {
            for (SimulatedThread thread : app.threads()) {
                require(
                        thread.staged() == thread.noted(),
                        thread.name() + " has staged " + thread.staged() + " records, polled and not processed are "
                                + thread.noted());
            }
        }
    }
}
