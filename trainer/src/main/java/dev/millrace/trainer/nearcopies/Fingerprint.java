package dev.millrace.trainer.nearcopies;

import java.util.List;

/** What tells near-copies of one content. */
public interface Fingerprint {

    /**
     * The signatures to look up, the one to store first. Empty if the content has too little by which to tell near-copies
     * from others.
     */
    List<Signature> signatures();

    /** Compares the content itself with another one. */
    boolean isNearCopy(byte[] content);

    /** The fingerprint of a content that has no near-copies. */
    static Fingerprint none() {
        return new Fingerprint() {
            @Override
            public List<Signature> signatures() {
                return List.of();
            }

            @Override
            public boolean isNearCopy(byte[] content) {
                return false;
            }
        };
    }
}
