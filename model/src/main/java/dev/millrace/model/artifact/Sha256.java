package dev.millrace.model.artifact;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A SHA-256 digest as 64 lowercase hexadecimal digits. */
public record Sha256(String hex) {

    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

    public Sha256 {
        if (!DIGITS.matcher(hex).matches()) {
            throw new IllegalArgumentException(
                    "a SHA-256 digest must have 64 lowercase hexadecimal digits, got '" + hex + "'");
        }
    }

    /** The digest of {@code content}. */
    public static Sha256 of(byte[] content) {
        return new Sha256(HexFormat.of().formatHex(algorithm().digest(content)));
    }

    private static MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform provides SHA-256", e);
        }
    }
}
