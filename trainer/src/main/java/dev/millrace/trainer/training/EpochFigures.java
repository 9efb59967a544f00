package dev.millrace.trainer.training;

import java.time.Duration;

/**
 * One pass over the training part, or as much of it as the budget allowed.
 *
 * @param trainingLoss mean cross-entropy over the mini-batches, nats
 * @param validation how the weights at its end do on the validation part
 * @param duration validation included
 */
public record EpochFigures(double trainingLoss, Evaluation validation, Duration duration) {}
