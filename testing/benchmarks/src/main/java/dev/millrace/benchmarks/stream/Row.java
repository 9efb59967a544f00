package dev.millrace.benchmarks.stream;

/**
 * One line of the report.
 *
 * @param guarantee of Kafka Streams; {@link #NO_GUARANTEE} without Kafka
 * @param threads of the stream client, or of the loop; at least 1
 */
record Row(StreamSubject subject, Encoding encoding, String guarantee, int threads) {

    static final String EXACTLY_ONCE = "exactly_once_v2";
    static final String AT_LEAST_ONCE = "at_least_once";
    static final String NO_GUARANTEE = "none";

    Row {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
    }

    /** The name, also matched by {@code --only}: {@code millrace image raw exactly_once_v2 1}. */
    String name() {
        return String.join(
                " ", subject.id(), encoding.task().id(), encoding.id(), guarantee, Integer.toString(threads));
    }

    boolean isCeiling() {
        return subject == StreamSubject.CEILING;
    }

    boolean isExactlyOnce() {
        return guarantee.equals(EXACTLY_ONCE);
    }

    /** The row of another subject to compare with. */
    Row beside(StreamSubject other) {
        return new Row(other, encoding, other == StreamSubject.CEILING ? NO_GUARANTEE : guarantee, threads);
    }
}
