package dev.millrace.schemas.deadletter;

import java.util.function.Function;

/** The result of reading a record's bytes: understood, unreadable or unavailable. */
public sealed interface Reading<V> {

    /** Stands in for an exhaustive {@code switch} over types, which Java 17 lacks. */
    <R> R fold(
            Function<Understood<V>, R> onUnderstood,
            Function<Unreadable<V>, R> onUnreadable,
            Function<Unavailable<V>, R> onUnavailable);

    /** The value. */
    record Understood<V>(V value) implements Reading<V> {
        @Override
        public <R> R fold(
                Function<Understood<V>, R> onUnderstood,
                Function<Unreadable<V>, R> onUnreadable,
                Function<Unavailable<V>, R> onUnavailable) {
            return onUnderstood.apply(this);
        }
    }

    /** It can never be read. */
    record Unreadable<V>(DeadLetter why) implements Reading<V> {
        @Override
        public <R> R fold(
                Function<Understood<V>, R> onUnderstood,
                Function<Unreadable<V>, R> onUnreadable,
                Function<Unavailable<V>, R> onUnavailable) {
            return onUnreadable.apply(this);
        }
    }

    /**
     * Something needed to read it is temporarily unavailable. Throwing {@code cause} makes the record be read again.
     */
    record Unavailable<V>(RuntimeException cause) implements Reading<V> {
        @Override
        public <R> R fold(
                Function<Understood<V>, R> onUnderstood,
                Function<Unreadable<V>, R> onUnreadable,
                Function<Unavailable<V>, R> onUnavailable) {
            return onUnavailable.apply(this);
        }
    }
}
