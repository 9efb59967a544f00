package dev.millrace.trainer.runs;

import dev.millrace.trainer.training.Champion;
import java.util.function.Function;

/** The state of the model that a candidate is compared with. */
public sealed interface ChampionState {

    /** Stands in for an exhaustive {@code switch} over types, which Java 17 lacks. */
    <R> R fold(Function<None, R> onNone, Function<Known, R> onKnown, Function<Unreadable, R> onUnreadable);

    /** No alias names a model: the candidate is the first one. */
    record None() implements ChampionState {
        @Override
        public <R> R fold(Function<None, R> onNone, Function<Known, R> onKnown, Function<Unreadable, R> onUnreadable) {
            return onNone.apply(this);
        }
    }

    /** The model that an alias names. */
    record Known(Champion champion) implements ChampionState {
        @Override
        public <R> R fold(Function<None, R> onNone, Function<Known, R> onKnown, Function<Unreadable, R> onUnreadable) {
            return onKnown.apply(this);
        }
    }

    /**
     * An alias names a model that cannot be read, so no candidate can be compared with it.
     *
     * @param reason a sentence that says what cannot be read, and why
     */
    record Unreadable(String reason) implements ChampionState {
        @Override
        public <R> R fold(Function<None, R> onNone, Function<Known, R> onKnown, Function<Unreadable, R> onUnreadable) {
            return onUnreadable.apply(this);
        }
    }
}
