package dev.millrace.schemas.deadletter;

import java.util.function.Function;

/** What became of the attempt to read a record's bytes: exactly one of the three. */
public sealed interface Reading<V> {

    /** Java 17 has no exhaustive {@code switch} over types; this is its checked stand-in. */
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

    /** It can't be read, now or later. */
    record Unreadable<V>(DeadLetter why) implements Reading<V> {
        @Override
        public <R> R fold(
                Function<Understood<V>, R> onUnderstood,
                Function<Unreadable<V>, R> onUnreadable,
                Function<Unavailable<V>, R> onUnavailable) {
            return onUnreadable.apply(this);
        }
    }

    /** What is needed to read it is out of reach for the moment: throwing {@code cause} has the record read again. */
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
