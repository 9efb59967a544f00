/**
 * Fitting: examples in, the best epoch's weights out.
 *
 * <p>A learner is stepped through shuffled mini-batches, judged on the validation part after each epoch, and stopped when
 * it no longer gets better; nothing here knows Kafka, so a command line may use it too.
 */
@NullMarked
package dev.millrace.trainer.training;

import org.jspecify.annotations.NullMarked;
