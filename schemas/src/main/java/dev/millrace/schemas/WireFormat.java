package dev.millrace.schemas;

/** Confluent's framing: a magic byte, the schema id (32 bit, big-endian), the Avro body. */
final class WireFormat {

    static final int MAGIC = 0;
    static final int HEADER = 1 + Integer.BYTES;

    private WireFormat() {}
}
