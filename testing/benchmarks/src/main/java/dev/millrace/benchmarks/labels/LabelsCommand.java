package dev.millrace.benchmarks.labels;

import dev.millrace.benchmarks.platform.BenchmarkPlatform;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace bench labels}: the label join with many waiting events. */
@Command(
        name = "labels",
        description = {
            "How long the label join takes from a start after kill -9 to its first answer, with many waiting events: with",
            "transactional state stores and without. Then how long a label takes whose id has many events, beside labels",
            "of other ids. About five minutes."
        },
        mixinStandardHelpOptions = true)
public final class LabelsCommand implements Callable<Integer> {

    private static final int LABELS = 21;
    private static final String BUSY = "busy";

    @Option(names = "--events", paramLabel = "N", description = "Waiting events. Default: ${DEFAULT-VALUE}.")
    private int events = 1_000_000;

    @Option(names = "--of-one-id", paramLabel = "N", description = "Events of one id. Default: ${DEFAULT-VALUE}.")
    private int ofOneId = 100_000;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        if (events < LABELS + 1 || ofOneId < 1) {
            throw new ParameterException(
                    command.commandLine(),
                    "required at least " + (LABELS + 1) + " --events and 1 --of-one-id, got " + events + " and "
                            + ofOneId);
        }
        try (BenchmarkPlatform platform = BenchmarkPlatform.start(Optional.empty())) {
            measure(platform, true);
            measure(platform, false);
        }
        return 0;
    }

    private void measure(BenchmarkPlatform platform, boolean transactional) {
        String name = transactional ? "transactional" : "wiped";
        try (JoinTopics topics = JoinTopics.create(platform.connection(name + "-"))) {
            try (JoinApp app = JoinApp.start(platform, topics.connection(), name + "-1", transactional)) {
                topics.sendEvents(events, JoinTopics::id);
                double seconds = topics.awaitStored(app);
                say("%s: %,d events stored after %.1f s", name, events, seconds);
                app.kill();
            }
            try (JoinApp app = JoinApp.start(platform, topics.connection(), name + "-2", transactional)) {
                say(
                        "%s: first answer %.1f s after the start that followed kill -9",
                        name, topics.answer(JoinTopics.id(0)));
                say("%s: a label of an id with one event: %.0f ms (median of %d)", name, others(topics), LABELS);
                topics.sendEvents(ofOneId, number -> BUSY);
                topics.awaitStored(app);
                double busy = topics.answer(BUSY) * 1_000;
                say("%s: a label of an id with %,d events: %.0f ms", name, ofOneId, busy);
            }
        }
    }

    /** Median milliseconds until a label of an id with a single event is answered. */
    private static double others(JoinTopics topics) {
        double[] millis = new double[LABELS];
        for (int i = 0; i < LABELS; i++) {
            millis[i] = topics.answer(JoinTopics.id(i + 1)) * 1_000;
        }
        Arrays.sort(millis);
        return millis[LABELS / 2];
    }

    private void say(String format, Object... values) {
        PrintWriter out = command.commandLine().getOut();
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
