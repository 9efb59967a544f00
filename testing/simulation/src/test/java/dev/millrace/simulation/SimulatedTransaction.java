package dev.millrace.simulation;

/** One transaction over any number of topics: decided once, and seen on each topic when that topic's marker is written. */
public final class SimulatedTransaction {

    private enum State {
        OPEN,
        COMMITTED,
        ABORTED
    }

    private State state = State.OPEN;

    public void commit() {
        state = State.COMMITTED;
    }

    public void abort() {
        state = State.ABORTED;
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isCommitted() {
        return state == State.COMMITTED;
    }
}
