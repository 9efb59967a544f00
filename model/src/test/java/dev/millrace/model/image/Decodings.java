package dev.millrace.model.image;

import dev.millrace.model.Rejection;
import dev.millrace.model.spec.ImageInput;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Decodes a file within the standard limits, and tells the outcome. */
final class Decodings {

    static final ImageLimits LIMITS = ImageLimits.standard();
    static final int SIDE = 32;
    static final ImageInput INPUT = ImageInput.ofSide(SIDE);

    private Decodings() {}

    static Decoding decode(byte[] content) {
        return ImageDecoder.decode(EncodedImage.encoded(ByteBuffer.wrap(content)), LIMITS, INPUT);
    }

    static Optional<Rejection> reason(Decoding decoding) {
        return decoding.fold(decoded -> Optional.empty(), undecodable -> Optional.of(undecodable.reason()));
    }

    static String detail(Decoding decoding) {
        return decoding.fold(decoded -> "decoded", Decoding.Undecodable::detail);
    }

    static byte[] samples(Decoding decoding) {
        return decoding.fold(decoded -> decoded.image().samples(), undecodable -> {
            throw new AssertionError(undecodable);
        });
    }
}
