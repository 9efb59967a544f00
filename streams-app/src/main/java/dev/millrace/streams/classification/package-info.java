/**
 * From events to predictions, one record in and one record out in the same call, though the network works in batches.
 *
 * <p>{@link PolledRecordsInterceptor} notes what a stream thread has polled in its {@link LookAheadStage}; {@link
 * ClassificationProcessor} asks the stage for the verdict on the record at hand, which comes out of one batched call with
 * the records after it, and forwards a prediction or a dead letter at once.
 */
@NullMarked
package dev.millrace.streams.classification;

import org.jspecify.annotations.NullMarked;
