package dev.millrace.trainer.nearcopies;

import java.util.ArrayList;
import java.util.List;

/**
 * An image by its brightness. Its signature is a perceptual hash: the signs of low frequencies of the discrete cosine
 * transform, after Zauner, "Implementation and benchmarking of perceptual image hash functions" (2010). It is taken of the
 * middle of the image, and looked up for thirteen places of that middle, so that a shift of up to a sixteenth of the side is
 * found. Sets of 15 of its 35 lowest frequencies are the keys of the bands.
 *
 * <p>Two images are near-copies if the differences of neighbouring pixels correlate with 0.6 at one of the places near
 * where they were found.
 */
final class ImageFingerprint implements Fingerprint {

    private final GreyImage image;
    private final List<Signature> signatures;

    private ImageFingerprint(GreyImage image, List<Signature> signatures) {
        this.image = image;
        this.signatures = signatures;
    }

    /** @param content red, green and blue of each pixel of a square, in rows */
    static Fingerprint of(byte[] content) {
        return GreyImage.of(content)
                .filter(GreyImage::hasStructure)
                .map(ImageFingerprint::of)
                .orElse(Fingerprint.none());
    }

    private static Fingerprint of(GreyImage image) {
        List<Signature> signatures = new ArrayList<>();
        for (PerceptualHash hash : PerceptualHash.ofPlaces(image)) {
            signatures.add(hash.signature());
        }
        return new ImageFingerprint(image, List.copyOf(signatures));
    }

    @Override
    public List<Signature> signatures() {
        return signatures;
    }

    @Override
    public boolean isNearCopy(byte[] content) {
        return GreyImage.of(content).filter(image::correlates).isPresent();
    }
}
