package dev.millrace.trainer.nearcopies;

/** What counts as a near-copy, by the type of the content. The number of each is stored: it never changes its meaning. */
public enum NearCopyRule {
    /** Nothing does. */
    NONE(0, 0) {
        @Override
        public Fingerprint fingerprint(byte[] content) {
            return Fingerprint.none();
        }
    },
    /** {@link ImageFingerprint}. */
    IMAGE(1, 14) {
        @Override
        public Fingerprint fingerprint(byte[] content) {
            return ImageFingerprint.of(content);
        }
    },
    /** {@link TextFingerprint}. */
    TEXT(2, 20) {
        @Override
        public Fingerprint fingerprint(byte[] content) {
            return TextFingerprint.of(content);
        }
    };

    private final int number;
    private final int differingBits;

    NearCopyRule(int number, int differingBits) {
        this.number = number;
        this.differingBits = differingBits;
    }

    /** Computes the fingerprint of a stored content. */
    public abstract Fingerprint fingerprint(byte[] content);

    /** By how many of 64 bits the sketches of near-copies differ at most, but for few of them. */
    int differingBits() {
        return differingBits;
    }

    /** Number of the rule in stored rows. */
    public int number() {
        return number;
    }
}
