/**
 * One run from trigger to record: snapshot, fit, gate, publish.
 *
 * <p>A run reads one snapshot of the store and one catalogue of models, and ends in exactly one record, whatever comes of
 * it; one run of a task at a time.
 */
@NullMarked
package dev.millrace.trainer.runs;

import org.jspecify.annotations.NullMarked;
