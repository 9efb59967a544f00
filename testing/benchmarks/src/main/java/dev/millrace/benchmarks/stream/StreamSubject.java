package dev.millrace.benchmarks.stream;

/** The subjects that are measured. */
enum StreamSubject {
    /** The streams app. */
    MILLRACE("millrace", 1, 0.1, 0.35),
    /** Millrace's classifier in a loop, without Kafka. */
    CEILING("ceiling", 1, 0.1, 0.35),
    /** A Kafka Streams topology that copies its input. */
    NOOP("noop", 2.5, 0.2, 2.5),
    /** Kafka Streams with ONNX Runtime, one record a call. */
    KAFKA_STREAMS_ONNX("kafka-streams-onnx", 0.6, 0.1, 0.15);

    private final String id;
    private final double imageShare;
    private final double photographShare;
    private final double reviewShare;

    /** Shares make a round take a few seconds, whatever the subject's rate. */
    StreamSubject(String id, double imageShare, double photographShare, double reviewShare) {
        this.id = id;
        this.imageShare = imageShare;
        this.photographShare = photographShare;
        this.reviewShare = reviewShare;
    }

    String id() {
        return id;
    }

    /** Number of records per round. */
    int records(Encoding encoding, int base) {
        double share = switch (encoding) {
            case RAW, PNG -> imageShare;
            case JPEG -> photographShare;
            case TEXT -> reviewShare;
        };
        return Math.max(1, (int) (base * share));
    }
}
