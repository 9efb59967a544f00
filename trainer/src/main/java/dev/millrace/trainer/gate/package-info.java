/**
 * The gate decides whether a candidate may replace the champion.
 *
 * <p>Its input is both models' answers to one snapshot of the gate part; its output is a verdict with a reason.
 */
@NullMarked
package dev.millrace.trainer.gate;

import org.jspecify.annotations.NullMarked;
