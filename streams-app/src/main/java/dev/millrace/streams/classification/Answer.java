package dev.millrace.streams.classification;

import dev.millrace.model.Classification;
import dev.millrace.streams.deadletter.Failure;
import dev.millrace.streams.hotswap.ServingModel;

/** What became of one record: exactly one of the two. */
sealed interface Answer<T> {

    /** The model's answer, with the model that gave it. */
    record Predicted<T>(Classification classification, ServingModel<T> model) implements Answer<T> {}

    /** No answer, and why. */
    record Failed<T>(Failure failure) implements Answer<T> {}
}
