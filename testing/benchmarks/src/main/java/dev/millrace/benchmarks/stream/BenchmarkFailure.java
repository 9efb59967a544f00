package dev.millrace.benchmarks.stream;

/** A subject did not do what it was measured for. The message is printed for the user, without a stack trace. */
public final class BenchmarkFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BenchmarkFailure(String message) {
        super(message);
    }

    BenchmarkFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
