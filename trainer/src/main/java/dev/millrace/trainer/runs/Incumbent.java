package dev.millrace.trainer.runs;

import dev.millrace.trainer.training.Champion;
import java.util.function.Function;

/** What a candidate has to be compared with: exactly one of the three. */
public sealed interface Incumbent {

    /** Java 17 has no exhaustive {@code switch} over types; this is its checked stand-in. */
    <R> R fold(Function<None, R> onNone, Function<Known, R> onKnown, Function<Unreadable, R> onUnreadable);

    /** No alias names a model: the candidate is the first one. */
    record None() implements Incumbent {
        @Override
        public <R> R fold(Function<None, R> onNone, Function<Known, R> onKnown, Function<Unreadable, R> onUnreadable) {
            return onNone.apply(this);
        }
    }

    /** The model that an alias names. */
    record Known(Champion champion) implements Incumbent {
        @Override
        public <R> R fold(Function<None, R> onNone, Function<Known, R> onKnown, Function<Unreadable, R> onUnreadable) {
            return onKnown.apply(this);
        }
    }

    /**
     * An alias names a model that can't be read, so no candidate can be compared with it.
     *
     * @param reason a sentence for people: what can't be read, and why
     */
    record Unreadable(String reason) implements Incumbent {
        @Override
        public <R> R fold(Function<None, R> onNone, Function<Known, R> onKnown, Function<Unreadable, R> onUnreadable) {
            return onUnreadable.apply(this);
        }
    }
}
