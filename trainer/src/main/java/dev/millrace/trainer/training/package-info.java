/**
 * Fitting: turns examples into the weights of the best epoch.
 *
 * <p>A learner steps through shuffled mini-batches, is evaluated on the validation split after each epoch, and stops
 * when it no longer improves. Nothing here depends on Kafka, so the command line uses it too.
 */
@NullMarked
package dev.millrace.trainer.training;

import org.jspecify.annotations.NullMarked;
