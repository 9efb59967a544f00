package dev.millrace.streams.classification;

import dev.millrace.streams.deadletter.Failure;

/** What a record's bytes are: a classifier's input, or a failure. */
sealed interface Parsed<T> {

    /** Ready for the classifier. */
    record Input<T>(T value) implements Parsed<T> {}

    /** Not a record of the topic. */
    record Unreadable<T>(Failure failure) implements Parsed<T> {}
}
