package dev.millrace.trainer.examples;

import java.nio.ByteBuffer;

/** Encodes ids of examples, so that they sort in order of arrival. */
final class ExampleId {

    private ExampleId() {}

    static byte[] bytes(long id) {
        return ByteBuffer.allocate(Long.BYTES).putLong(id).array();
    }

    static long parse(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }
}
