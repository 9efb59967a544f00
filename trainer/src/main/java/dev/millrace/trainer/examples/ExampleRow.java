package dev.millrace.trainer.examples;

import dev.millrace.model.spec.LabelTrust;
import dev.millrace.trainer.nearcopies.Signature;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the store knows of an example besides its content.
 *
 * <p>Encoded, big-endian: version 3, hash (16 bytes), label (4), {@link Placement} (1), group (8: 0 for none), trust (1),
 * number of the near-copy rule that was applied (1), signature (40, or nothing). Version 2 ends before the rule, version 1
 * before the trust.
 *
 * @param label number of the label
 * @param group of near-copies that it belongs to, at least 1
 * @param trust of the label
 * @param rule number of the rule that made the signature; 0 if none did
 * @param signature by which near-copies find it, if it has one
 */
record ExampleRow(
        ContentHash hash,
        int label,
        Placement part,
        OptionalLong group,
        LabelTrust trust,
        int rule,
        Optional<Signature> signature) {

    private static final byte VERSION = 3;
    private static final int BYTES_BEFORE_TRUST = 1 + ContentHash.BYTES + Integer.BYTES + 1 + Long.BYTES;
    private static final int BYTES = BYTES_BEFORE_TRUST + 2;

    ExampleRow {
        if (label < 0 || group.orElse(1) < 1) {
            throw new IllegalArgumentException(
                    "label must be at least 0 and group at least 1, got " + label + " and " + group);
        }
    }

    /** @throws IllegalArgumentException when another version wrote it, or it does not have this version's format */
    static ExampleRow parse(byte[] bytes) {
        int version = version(bytes);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).position(1);
        ContentHash hash = ContentHash.readFrom(buffer);
        int label = buffer.getInt();
        Placement part = Placement.numbered(buffer.get());
        long group = buffer.getLong();
        LabelTrust trust = version > 1 ? new LabelTrust(buffer.get()) : LabelTrust.UNKNOWN;
        int rule = version > 2 ? buffer.get() : 0;
        return new ExampleRow(
                hash,
                label,
                part,
                group == 0 ? OptionalLong.empty() : OptionalLong.of(group),
                trust,
                rule,
                buffer.hasRemaining() ? Optional.of(Signature.readFrom(buffer)) : Optional.empty());
    }

    private static int version(byte[] bytes) {
        int version = bytes.length == 0 ? 0 : bytes[0];
        boolean isWhole = (version == 1 && bytes.length == BYTES_BEFORE_TRUST)
                || (version == 2 && bytes.length == BYTES_BEFORE_TRUST + 1)
                || (version == VERSION && (bytes.length == BYTES || bytes.length == BYTES + Signature.BYTES));
        if (!isWhole) {
            throw new IllegalArgumentException("an example's row must be of version 1 to " + VERSION
                    + " and have its size, got version " + version + " with " + bytes.length + " bytes");
        }
        return version;
    }

    ExampleRow withLabel(int number, LabelTrust trusted) {
        return new ExampleRow(hash, number, part, group, trusted, rule, signature);
    }

    /** The same example with its part, and with the signature that a rule makes. */
    ExampleRow with(Placement given, int ruleNumber, Optional<Signature> made) {
        return new ExampleRow(hash, label, given, group, trust, ruleNumber, made);
    }

    byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(BYTES + (signature.isPresent() ? Signature.BYTES : 0))
                .put(VERSION);
        hash.writeTo(buffer);
        buffer.putInt(label).put(part.number()).putLong(group.orElse(0));
        buffer.put((byte) trust.level()).put((byte) rule);
        signature.ifPresent(present -> present.writeTo(buffer));
        return buffer.array();
    }
}
