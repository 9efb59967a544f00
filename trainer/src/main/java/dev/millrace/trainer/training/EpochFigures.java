package dev.millrace.trainer.training;

import java.time.Duration;

/**
 * One pass over the training split, or as much of it as the budget allowed.
 *
 * @param trainingLoss mean cross-entropy over the mini-batches, in nats
 * @param validation evaluation on the validation split at the end of the epoch
 * @param duration including validation
 */
public record EpochFigures(double trainingLoss, Evaluation validation, Duration duration) {}
