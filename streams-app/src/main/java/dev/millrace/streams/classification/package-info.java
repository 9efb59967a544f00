/**
 * Events in, predictions or dead letters out: one record in, one record out, in the same call.
 *
 * <p>{@link ClassificationTopology} wires; {@link LookAheadStage} computes a batch ahead; the processor translates.
 */
@NullMarked
package dev.millrace.streams.classification;

import org.jspecify.annotations.NullMarked;
