package dev.millrace.simulation;

/** What must be true after each step. The class's name is what a failure is reported under. */
interface Invariant {

    /** @throws AssertionError when it is not true */
    void check(SimulatedSystem mill);

    static void require(boolean isTrue, String... whatIsWrong) {
        if (!isTrue) {
            throw new AssertionError(String.join(" ", whatIsWrong));
        }
    }
}
