package dev.millrace.model.image;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/**
 * Remembers the outcomes of images that took long to decode, so that each costs its time once. A transaction that some of them
 * hold too long is aborted, and processed again faster. The check of an image costs next to nothing while there are none.
 * Thread-safe.
 */
final class SlowImages {

    /** A decoded image takes three bytes for each of the network's pixels, so this many take 50 MB at most. */
    private static final int MOST = 256;

    /** An image is slow that takes this share of the time that it may take. */
    private static final int SHARE = 8;

    private final Duration slow;
    private final Map<Long, Slow> byChecksum = new LinkedHashMap<>();
    private volatile boolean isEmpty = true;

    SlowImages(ImageLimits limits) {
        this.slow = limits.maxTime().dividedBy(SHARE);
    }

    private record Slow(ByteBuffer digest, Decoding outcome) {}

    /** The outcome that is remembered, or else what {@code decoder} answers. */
    Decoding decode(EncodedImage image, Supplier<Decoding> decoder) {
        // Raw samples are copied, which is never slow.
        boolean isRaw = image.rawSize().isPresent();
        Optional<Decoding> known = isEmpty || isRaw ? Optional.empty() : find(image.content());
        return known.orElseGet(() -> {
            DecodingTime time = DecodingTime.starting(slow);
            Decoding decoding = decoder.get();
            if (!isRaw && time.isOver()) {
                remember(image.content(), decoding);
            }
            return decoding;
        });
    }

    private synchronized Optional<Decoding> find(ByteBuffer content) {
        return Optional.ofNullable(byChecksum.get(checksum(content)))
                .filter(slow -> slow.digest().equals(digest(content)))
                .map(Slow::outcome);
    }

    private synchronized void remember(ByteBuffer content, Decoding outcome) {
        if (byChecksum.size() >= MOST) {
            byChecksum.remove(byChecksum.keySet().iterator().next());
        }
        byChecksum.put(checksum(content), new Slow(digest(content), outcome));
        isEmpty = false;
    }

    private static long checksum(ByteBuffer content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content.duplicate());
        return checksum.getValue() << Integer.SIZE | content.remaining();
    }

    /** A checksum is easily forged, so that one image could get the answer of another. */
    private static ByteBuffer digest(ByteBuffer content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(content.duplicate());
            return ByteBuffer.wrap(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
