package dev.millrace.model.image;

import dev.millrace.model.Rejection;
import dev.millrace.model.image.Decoding.Undecodable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/**
 * Remembers images that took longer to decode than they may, so that each costs its time once. A transaction that some of
 * them hold too long is aborted, and processed again faster. The check of an image costs next to nothing while there are
 * none. Thread-safe.
 */
final class SlowImages {

    /** Of about a hundred bytes each. */
    private static final int MOST = 4_096;

    private final Map<Long, Slow> byChecksum = new LinkedHashMap<>();
    private volatile boolean isEmpty = true;

    private record Slow(ByteBuffer digest, Undecodable why) {}

    /** What the image is known to have cost, or else what {@code decoder} answers. */
    Decoding decode(EncodedImage image, Supplier<Decoding> decoder) {
        Optional<Decoding> known = isEmpty ? Optional.empty() : find(image.content());
        return known.orElseGet(() -> {
            Decoding decoding = decoder.get();
            decoding.fold(decoded -> false, undecodable -> remember(image.content(), undecodable));
            return decoding;
        });
    }

    private synchronized Optional<Decoding> find(ByteBuffer content) {
        return Optional.ofNullable(byChecksum.get(checksum(content)))
                .filter(slow -> slow.digest().equals(digest(content)))
                .map(Slow::why);
    }

    private synchronized boolean remember(ByteBuffer content, Undecodable undecodable) {
        if (undecodable.reason() != Rejection.DECODING_TIMEOUT) {
            return false;
        }
        if (byChecksum.size() >= MOST) {
            byChecksum.remove(byChecksum.keySet().iterator().next());
        }
        byChecksum.put(checksum(content), new Slow(digest(content), undecodable));
        isEmpty = false;
        return true;
    }

    private static long checksum(ByteBuffer content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content.duplicate());
        return checksum.getValue() << Integer.SIZE | content.remaining();
    }

    /** A checksum is easily forged, so that an image could be refused for another one's slowness. */
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
