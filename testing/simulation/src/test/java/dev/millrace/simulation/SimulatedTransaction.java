package dev.millrace.simulation;

/**
 * One transaction over any number of topics: decided once, and visible on each topic when that topic's marker is
 * written.
 */
public final class SimulatedTransaction {

    private enum State {
        OPEN,
        COMMITTED,
        ABORTED
    }

    private State state = State.OPEN;

    /** Decides to commit. */
    public void commit() {
        state = State.COMMITTED;
    }

    /** Decides to abort. */
    public void abort() {
        state = State.ABORTED;
    }

    /** Whether it is undecided. */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isCommitted() {
        return state == State.COMMITTED;
    }
}
