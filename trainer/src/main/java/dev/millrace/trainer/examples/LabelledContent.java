package dev.millrace.trainer.examples;

import java.nio.charset.StandardCharsets;

/** One example to be stored: decoded content and its label. The content is not copied. */
public final class LabelledContent {

    /** Maximum length of a label in UTF-8 bytes. */
    public static final int MAX_LABEL_BYTES = 1_000;

    private final byte[] content;
    private final String label;

    private LabelledContent(byte[] content, String label) {
        this.content = content;
        this.label = label;
    }

    /**
     * Pairs content with its label.
     *
     * @param content what two copies of an example have in common: samples of the decoded image, or the text as UTF-8
     * @throws IllegalArgumentException when the label is blank or longer than {@link #MAX_LABEL_BYTES}
     */
    public static LabelledContent of(byte[] content, String label) {
        if (!isLabel(label)) {
            throw new IllegalArgumentException("a label must not be blank and must have at most " + MAX_LABEL_BYTES
                    + " bytes, got " + label.length() + " characters");
        }
        return new LabelledContent(content, label);
    }

    /** Whether the text can be a label: neither blank nor too long. */
    public static boolean isLabel(String text) {
        return !text.isBlank() && text.getBytes(StandardCharsets.UTF_8).length <= MAX_LABEL_BYTES;
    }

    /** The content itself, not a copy. */
    public byte[] content() {
        return content;
    }

    /** The label, not blank, at most {@link #MAX_LABEL_BYTES} long. */
    public String label() {
        return label;
    }
}
