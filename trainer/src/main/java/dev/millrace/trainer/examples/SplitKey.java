package dev.millrace.trainer.examples;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret of an installation by which its examples are divided into splits. Nobody without it can tell which
 * split an example is in. Immutable; its text hides it.
 */
public final class SplitKey {

    /** Size of a key. */
    public static final int BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] secret;

    private SplitKey(byte[] secret) {
        this.secret = secret;
    }

    /**
     * Copies a key.
     *
     * @throws IllegalArgumentException when it does not have {@link #BYTES} bytes
     */
    public static SplitKey of(byte[] secret) {
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("a split key must have " + BYTES + " bytes, got " + secret.length);
        }
        return new SplitKey(secret.clone());
    }

    /**
     * Reads a key in hexadecimal digits; white space around them is ignored.
     *
     * @throws IllegalArgumentException when it is none; the message does not repeat it
     */
    public static SplitKey parse(String text) {
        String digits = text.strip();
        if (!digits.matches("[0-9a-fA-F]{" + 2 * BYTES + "}")) {
            throw new IllegalArgumentException(
                    "a split key must be " + 2 * BYTES + " hexadecimal digits, got " + digits.length() + " characters");
        }
        return new SplitKey(HexFormat.of().parseHex(digits));
    }

    /** Makes a new key. */
    public static SplitKey random() {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        return new SplitKey(secret);
    }

    /** A copy of the key. */
    public byte[] bytes() {
        return secret.clone();
    }

    /** The key in hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(secret);
    }

    /** A number from 0 to 1 that depends on the content, and that nobody without the key can know. */
    double fraction(ContentHash hash) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return (ByteBuffer.wrap(mac.doFinal(hash.bytes())).getLong() >>> 11) * 0x1.0p-53;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new AssertionError("every Java platform provides " + ALGORITHM, e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SplitKey that && MessageDigest.isEqual(secret, that.secret);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(secret);
    }

    @Override
    public String toString() {
        return "SplitKey(hidden)";
    }
}
