package dev.millrace.model.image;

import dev.millrace.model.Rejection;
import java.util.function.Function;

/** The result of decoding an image: exactly one of the two. */
public sealed interface Decoding {

    /** Java 17 has no exhaustive {@code switch} over types; this is its checked stand-in. */
    <R> R fold(Function<Decoded, R> onDecoded, Function<Undecodable, R> onUndecodable);

    /** The image at the side that was asked for. */
    record Decoded(RgbImage image) implements Decoding {
        @Override
        public <R> R fold(Function<Decoded, R> onDecoded, Function<Undecodable, R> onUndecodable) {
            return onDecoded.apply(this);
        }
    }

    /** No image; {@code detail} names what was required and what came, never the content. */
    record Undecodable(Rejection reason, String detail) implements Decoding {
        @Override
        public <R> R fold(Function<Decoded, R> onDecoded, Function<Undecodable, R> onUndecodable) {
            return onUndecodable.apply(this);
        }
    }
}
