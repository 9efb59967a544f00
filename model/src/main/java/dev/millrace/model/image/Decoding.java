package dev.millrace.model.image;

import dev.millrace.model.Rejection;
import java.util.function.Function;

/** The result of decoding an image: decoded or undecodable. */
public sealed interface Decoding {

    /** Stands in for an exhaustive {@code switch} over types, which Java 17 lacks. */
    <R> R fold(Function<Decoded, R> onDecoded, Function<Undecodable, R> onUndecodable);

    /** The image at the requested size. */
    record Decoded(RgbImage image) implements Decoding {
        @Override
        public <R> R fold(Function<Decoded, R> onDecoded, Function<Undecodable, R> onUndecodable) {
            return onDecoded.apply(this);
        }
    }

    /** No image. {@code detail} names what was required and what came, never the content. */
    record Undecodable(Rejection reason, String detail) implements Decoding {
        @Override
        public <R> R fold(Function<Decoded, R> onDecoded, Function<Undecodable, R> onUndecodable) {
            return onUndecodable.apply(this);
        }
    }
}
