package dev.millrace.cli.quickstart;

import dev.millrace.cli.produce.WithheldLabels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a quickstart shall do.
 *
 * @param data folder with the data sets; none to look for it in the usual place
 * @param duration how long to send; none for until asked to stop
 * @param imagesPerSecond after the first half minute, in which it is four times that
 * @param reviewsPerSecond likewise
 * @param work where everything is kept; none for a temporary folder that is deleted at the end
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
