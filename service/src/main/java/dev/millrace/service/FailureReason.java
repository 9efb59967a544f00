package dev.millrace.service;

/** A failure in words, for a message that an operator reads. */
public final class FailureReason {

    private FailureReason() {}

    /** The same for what caused the failure, where it has a cause: for failures of futures, which say nothing themselves. */
    public static String ofCause(Throwable failure) {
        Throwable cause = failure.getCause();
        return of(cause == null ? failure : cause);
    }

    /**
     * The failure, and what caused it in the first place: Kafka's clients say "SSL handshake failed", and only the root cause
     * tells whether the certificate or the host name is wrong.
     */
    public static String of(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = failure.toString();
        String reason = String.valueOf(root.getMessage());
        return root == failure || text.contains(reason) ? text : text + ": " + reason;
    }
}
