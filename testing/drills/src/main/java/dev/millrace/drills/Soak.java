package dev.millrace.drills;

import dev.millrace.cli.terminal.Console;
import dev.millrace.drills.audit.Figures;
import dev.millrace.drills.environment.DrillPlatform;
import dev.millrace.drills.environment.DrillSize;
import dev.millrace.drills.environment.Guarantee;
import dev.millrace.drills.environment.ScenarioEnvironment;
import dev.millrace.drills.environment.ScenarioSetup;
import dev.millrace.drills.environment.Service;
import dev.millrace.drills.environment.ServicePlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A long steady load with regular swaps: nothing may be lost, and nothing may grow. */
final class Soak {

    private static final Duration EVERY = Duration.ofSeconds(10);

    /**
     * Allowed growth of a figure's median from the second fifth of the samples to the last; the first fifth is warm-up.
     */
    private static final double DRIFT = 0.1;

    private static final ScenarioSetup SETUP =
            new ScenarioSetup("soak-", Guarantee.EXACTLY_ONCE, ScenarioEnvironment.PARTITIONS);

    private final DrillPlatform platform;
    private final Duration length;
    private final DrillSize size;
    private final Console console;

    Soak(DrillPlatform platform, Duration length, DrillSize size, Console console) {
        this.platform = platform;
        this.length = length;
        this.size = size;
        this.console = console;
    }

    Result run() {
        List<SoakSample> samples = new ArrayList<>();
        try (ScenarioEnvironment stage = ScenarioEnvironment.open(platform, size, SETUP, console::say)) {
            Service app = stage.services().startApp("streams-app-1", ServicePlan.plain());
            stage.begin(List.of(app));
            long began = System.nanoTime();
            SoakSample last = SoakSample.start();
            while (System.nanoTime() - began < length.toNanos()) {
                stage.rest(EVERY);
                last = last.next(app, (System.nanoTime() - began) / 60e9);
                samples.add(last);
                show(last);
            }
            stage.end();
            judge(stage, samples);
            return judged(stage);
        }
    }

    private static Result judged(ScenarioEnvironment stage) {
        Figures figures = stage.figures();
        ScenarioReport report = ScenarioReport.of("soak", Guarantee.EXACTLY_ONCE, figures);
        return Result.of(report, Guarantee.EXACTLY_ONCE, figures, stage.problems());
    }

    private void show(SoakSample sample) {
        console.say(String.format(
                Locale.ROOT,
                "%6.1f min: %4.0f MiB, %4.0f files, %3.0f threads, %4.0f ms from event to prediction",
                sample.minutes(),
                sample.residentBytes() / (1 << 20),
                sample.openFiles(),
                sample.threads(),
                sample.latencySeconds() * 1e3));
    }

    private void judge(ScenarioEnvironment stage, List<SoakSample> samples) {
        judge(stage, samples, "resident memory, bytes", SoakSample::residentBytes, DRIFT);
        judge(stage, samples, "open files", SoakSample::openFiles, DRIFT);
        judge(stage, samples, "threads", SoakSample::threads, DRIFT);
        // Latency varies with other load on the machine, so only a doubling counts as drift.
        judge(stage, samples, "latency, seconds", SoakSample::latencySeconds, 1);
    }

    private void judge(
            ScenarioEnvironment stage,
            List<SoakSample> samples,
            String what,
            ToDoubleFunction<SoakSample> figure,
            double drift) {
        int fifth = samples.size() / 5;
        if (fifth == 0) {
            return;
        }
        double early = median(samples.subList(fifth, 2 * fifth), figure);
        double late = median(samples.subList(samples.size() - fifth, samples.size()), figure);
        console.say(String.format(Locale.ROOT, "%s: %.4g early, %.4g late", what, early, late));
        stage.require(late <= early * (1 + drift), what + " grew from " + early + " to " + late);
    }

    private static double median(List<SoakSample> samples, ToDoubleFunction<SoakSample> figure) {
        double[] sorted = samples.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
