package dev.millrace.benchmarks.tasks;

import dev.millrace.benchmarks.platform.BenchmarkFailure;
import dev.millrace.benchmarks.platform.BenchmarkPlatform;
import dev.millrace.schemas.KafkaConnection;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace bench tasks}: what many tasks in one process cost. */
@Command(
        name = "tasks",
        description = {
            "Start-up time, memory, threads and open files of a streams app with one task and with many, all idle and",
            "without a model. Each task has a topic of its own with four partitions. About two minutes. Linux only."
        },
        mixinStandardHelpOptions = true)
public final class TasksCommand implements Callable<Integer> {

    private static final int PARTITIONS = 4;
    private static final int CLIENTS_A_TASK = 2;
    private static final double MEGABYTE = 1e6;

    @Option(names = "--tasks", paramLabel = "N", description = "Tasks of the large process. Default: ${DEFAULT-VALUE}.")
    private int tasks = 20;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        if (tasks < 2) {
            throw new ParameterException(command.commandLine(), "--tasks must be at least 2, got " + tasks);
        }
        PrintWriter out = command.commandLine().getOut();
        try (BenchmarkPlatform platform = BenchmarkPlatform.start(Optional.empty())) {
            ProcessFootprint one = measure(platform, 1, out);
            ProcessFootprint many = measure(platform, tasks, out);
            double clients = CLIENTS_A_TASK * (tasks - 1.0);
            out.printf(
                    Locale.ROOT,
                    "one more client: %.1f MB resident, %.1f MB of live heap, %.1f threads, %.1f files%n",
                    (many.residentBytes() - one.residentBytes()) / clients / MEGABYTE,
                    (many.liveHeapBytes() - one.liveHeapBytes()) / clients / MEGABYTE,
                    (many.threads() - one.threads()) / clients,
                    (many.files() - one.files()) / clients);
            out.flush();
        }
        return 0;
    }

    private static ProcessFootprint measure(BenchmarkPlatform platform, int count, PrintWriter out) {
        KafkaConnection connection = platform.connection("tasks" + count + "-");
        List<String> names =
                IntStream.rangeClosed(1, count).mapToObj(number -> "t" + number).toList();
        makeInputs(connection, names);
        try (IdleApp app = IdleApp.start(platform, connection, names)) {
            double seconds = app.awaitIdle(count);
            ProcessFootprint footprint = ProcessFootprint.of(app.pid());
            out.printf(
                    Locale.ROOT,
                    "%d task(s), %d clients: idle after %.1f s, %.0f MB resident, %.0f MB of live heap, %d threads, %d files%n",
                    count,
                    count * CLIENTS_A_TASK,
                    seconds,
                    footprint.residentBytes() / MEGABYTE,
                    footprint.liveHeapBytes() / MEGABYTE,
                    footprint.threads(),
                    footprint.files());
            out.flush();
            return footprint;
        }
    }

    private static void makeInputs(KafkaConnection connection, List<String> names) {
        try (Admin admin = Admin.create(connection.properties())) {
            admin.createTopics(names.stream()
                            .map(name -> new NewTopic(IdleApp.input(connection, name), PARTITIONS, (short) 1))
                            .toList())
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new BenchmarkFailure("the topics can't be made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("interrupted while the topics are made", e);
        }
    }
}
