/**
 * The gate: whether a candidate may replace the incumbent.
 *
 * <p>Both models' answers to one snapshot of the gate part come in, a verdict with its reason goes out; nothing else.
 */
@NullMarked
package dev.millrace.trainer.gate;

import org.jspecify.annotations.NullMarked;
