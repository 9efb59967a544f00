/**
 * Classifies events. The network works in batches, yet each event is answered within the call that processes it.
 *
 * <p>{@link PolledRecordsInterceptor} adds the records that a stream thread has polled to its {@link LookAheadStage}. {@link
 * ClassificationProcessor} asks the stage for the result of the current record, which is computed in one inference call
 * together with the records after it, and immediately forwards a prediction or a dead letter.
 */
@NullMarked
package dev.millrace.streams.classification;

import org.jspecify.annotations.NullMarked;
