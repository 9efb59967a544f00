package dev.millrace.cli.quickstart;

import dev.millrace.cli.produce.WithheldLabels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of a quickstart.
 *
 * @param data folder with the data sets; empty to look in the usual places
 * @param duration how long to send; empty to send until the user stops it
 * @param imagesPerSecond after the first half minute, in which the rate is four times that
 * @param reviewsPerSecond likewise
 * @param work folder for logs and data; empty for a temporary folder that is deleted at the end
 */
record QuickstartPlan(
        Optional<Path> data,
        boolean generated,
        Optional<Duration> duration,
        double imagesPerSecond,
        double reviewsPerSecond,
        WithheldLabels withheld,
        long seed,
        Optional<Path> report,
        Optional<Path> predictions,
        Optional<Path> work,
        boolean keep) {}
