package dev.millrace.cli.produce;

import dev.millrace.cli.data.Sample;
import dev.millrace.model.artifact.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * Which samples are sent without their label: a share of them, chosen by a hash of the content, so that copies and later
 * runs agree.
 *
 * @param share 0 for none to 1 for all
 */
public record WithheldLabels(double share) {

    /** Salts the digest, so that this choice is independent of other splits by the plain digest of the content. */
    private static final String SALT = "label withheld ";

    private static final double RANGE = 0x1p32;

    public WithheldLabels {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share must be 0 to 1, got " + share);
        }
    }

    /** Whether to send the sample without its label. */
    public boolean test(Sample sample) {
        byte[] salted = (SALT + sample.id()).getBytes(StandardCharsets.UTF_8);
        long place = Long.parseLong(Sha256.of(salted).hex().substring(0, 8), 16);
        return place / RANGE < share;
    }
}
