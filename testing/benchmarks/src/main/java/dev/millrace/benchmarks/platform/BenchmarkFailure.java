package dev.millrace.benchmarks.platform;

/** A subject did not do what it was measured for. The message is printed for the user, without a stack trace. */
public final class BenchmarkFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what did not happen, for the user */
    public BenchmarkFailure(String message) {
        super(message);
    }

    /** @param cause goes to the log */
    public BenchmarkFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
