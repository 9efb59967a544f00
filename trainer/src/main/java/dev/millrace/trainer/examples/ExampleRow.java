package dev.millrace.trainer.examples;

import dev.millrace.model.spec.LabelTrust;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the store knows of an example besides its content.
 *
 * <p>Encoded, big-endian: version 2, hash (16 bytes), label (4), split (1: 0 if unset, 1 for training, 2 for validation,
 * 3 for the gate), group (8: 0 for none), trust (1). Version 1 ends before the trust, which is then unknown.
 *
 * @param label number of the label
 * @param part set once and never changed; if unset, content and shares decide
 * @param group of near-copies that it belongs to, at least 1
 * @param trust of the label
 */
record ExampleRow(ContentHash hash, int label, Optional<Split> part, OptionalLong group, LabelTrust trust) {

    private static final byte VERSION = 2;
    private static final byte WITHOUT_TRUST = 1;
    private static final List<Split> PARTS = List.of(Split.TRAINING, Split.VALIDATION, Split.GATE);
    private static final int BYTES = 1 + ContentHash.BYTES + Integer.BYTES + 1 + Long.BYTES + 1;

    ExampleRow {
        if (label < 0 || group.orElse(1) < 1) {
            throw new IllegalArgumentException(
                    "label must be at least 0 and group at least 1, got " + label + " and " + group);
        }
    }

    static ExampleRow of(ContentHash hash, int label, LabelTrust trust) {
        return new ExampleRow(hash, label, Optional.empty(), OptionalLong.empty(), trust);
    }

    /** @throws IllegalArgumentException when another version wrote it, or it does not have this version's format */
    static ExampleRow parse(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        boolean hasTrust = isVersion(bytes, VERSION, BYTES);
        if (!hasTrust && !isVersion(bytes, WITHOUT_TRUST, BYTES - 1)) {
            throw new IllegalArgumentException("an example's row must be of version " + VERSION + " with " + BYTES
                    + " bytes, got version " + (bytes.length == 0 ? "none" : bytes[0]) + " with " + bytes.length);
        }
        buffer.get();
        ContentHash hash = ContentHash.readFrom(buffer);
        int label = buffer.getInt();
        int part = buffer.get();
        if (part < 0 || part > PARTS.size()) {
            throw new IllegalArgumentException("an example's part must be 0 to " + PARTS.size() + ", got " + part);
        }
        long group = buffer.getLong();
        return new ExampleRow(
                hash,
                label,
                part == 0 ? Optional.empty() : Optional.of(PARTS.get(part - 1)),
                group == 0 ? OptionalLong.empty() : OptionalLong.of(group),
                hasTrust ? new LabelTrust(buffer.get()) : LabelTrust.UNKNOWN);
    }

    private static boolean isVersion(byte[] bytes, byte version, int length) {
        return bytes.length == length && bytes[0] == version;
    }

    ExampleRow withLabel(int number, LabelTrust trusted) {
        return new ExampleRow(hash, number, part, group, trusted);
    }

    byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(BYTES).put(VERSION);
        hash.writeTo(buffer);
        return buffer.putInt(label)
                .put((byte) (part.map(PARTS::indexOf).orElse(-1) + 1))
                .putLong(group.orElse(0))
                .put((byte) trust.level())
                .array();
    }
}
