package dev.millrace.cli.produce;

import dev.millrace.cli.data.Sample;
import dev.millrace.model.artifact.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * Which samples go out without their label: a share of them, told by the content alone, so that copies and later runs agree.
 *
 * @param share 0 for none to 1 for all
 */
public record WithheldLabels(double share) {

    /** The digest is salted: whoever splits the data by the plain digest of the content splits it independently. */
    private static final String SALT = "label withheld ";

    private static final double RANGE = 0x1p32;

    public WithheldLabels {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share must be 0 to 1, got " + share);
        }
    }

    public boolean test(Sample sample) {
        byte[] salted = (SALT + sample.id()).getBytes(StandardCharsets.UTF_8);
        long place = Long.parseLong(Sha256.of(salted).hex().substring(0, 8), 16);
        return place / RANGE < share;
    }
}
