/**
 * One training run from trigger to record: snapshot, fit, gate, publish.
 *
 * <p>A run reads one snapshot of the store and one catalogue of models, and always ends in exactly one record unless it
 * is cancelled. A task has at most one run at a time.
 */
@NullMarked
package dev.millrace.trainer.runs;

import org.jspecify.annotations.NullMarked;
