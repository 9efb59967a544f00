/** Fitting for either network: the loss, the optimiser step, and work spread over threads. */
@NullMarked
package dev.millrace.model.fitting;

import org.jspecify.annotations.NullMarked;
