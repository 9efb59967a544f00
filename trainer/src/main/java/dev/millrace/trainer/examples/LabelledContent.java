package dev.millrace.trainer.examples;

import dev.millrace.model.spec.LabelName;
import dev.millrace.model.spec.LabelTrust;

/** One example to be stored: decoded content, its label, and how much the label is trusted. The content is not copied. */
public final class LabelledContent {

    private final byte[] content;
    private final String label;
    private final LabelTrust trust;

    private LabelledContent(byte[] content, String label, LabelTrust trust) {
        this.content = content;
        this.label = label;
        this.trust = trust;
    }

    /**
     * Pairs content with a label of unknown trust.
     *
     * @throws IllegalArgumentException as {@link #of(byte[], String, LabelTrust)}
     */
    public static LabelledContent of(byte[] content, String label) {
        return of(content, label, LabelTrust.UNKNOWN);
    }

    /**
     * Pairs content with its label.
     *
     * @param content what two copies of an example have in common: samples of the decoded image, or the text as UTF-8
     * @throws IllegalArgumentException when the label is not a valid {@link LabelName}
     */
    public static LabelledContent of(byte[] content, String label, LabelTrust trust) {
        LabelName.problem(label).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        return new LabelledContent(content, label, trust);
    }

    /** The content itself, not a copy. */
    public byte[] content() {
        return content;
    }

    /** The label, a valid {@link LabelName}. */
    public String label() {
        return label;
    }

    /** How much the label is trusted. */
    public LabelTrust trust() {
        return trust;
    }
}
