package dev.millrace.cli.fit;

import dev.millrace.cli.connection.CommandException;
import dev.millrace.cli.data.DataSetOptions;
import dev.millrace.cli.data.Sample;
import dev.millrace.cli.data.Samples;
import dev.millrace.cli.data.SplitKeyOption;
import dev.millrace.cli.data.TemporaryFolder;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import dev.millrace.trainer.LocalFit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace fit}: one training run on a data set, written to a file. */
@Command(
        name = "fit",
        description =
                "Trains a model with the trainer's own code and settings, without Kafka, and writes it to a file.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nEvery other setting of the trainer (MILLRACE_TRAINER_...) is read from the environment.%n"
                + "Examples:%n",
        footer = {
            "  millrace fit image --data cifar-10-binary.tar.gz --out image.millrace --epochs 25",
            "  millrace fit review --data aclImdb_v1.tar.gz --out review.millrace"
        })
public final class FitCommand implements Callable<Integer> {

    @Parameters(paramLabel = "TASK", description = "Name of a task, such as image.")
    private Task task;

    @Mixin
    private DataSetOptions data;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "File for the model.")
    private Path out;

    @Option(names = "--limit", paramLabel = "N", description = "Maximum number of samples.")
    private int limit = Integer.MAX_VALUE;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of order, weights and sampling. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--epochs", paramLabel = "N", description = "Maximum number of epochs.")
    private Optional<String> epochs = Optional.empty();

    @Option(names = "--patience", paramLabel = "N", description = "Epochs without improvement before the fit stops.")
    private Optional<String> patience = Optional.empty();

    @Option(names = "--optimizer", paramLabel = "NAME", description = "sgd, adam, adagrad or rmsprop.")
    private Optional<String> optimizer = Optional.empty();

    @Option(names = "--learning-rate", paramLabel = "RATE", description = "Initial learning rate.")
    private Optional<String> learningRate = Optional.empty();

    @Option(names = "--batch-size", paramLabel = "N", description = "Examples per step.")
    private Optional<String> batchSize = Optional.empty();

    @Option(
            names = "--dropout",
            paramLabel = "SHARE",
            description = "Share of units dropped, 0 inclusive to 1 exclusive.")
    private Optional<String> dropout = Optional.empty();

    @Option(names = "--threads", paramLabel = "N", description = "Threads of the fit. Default: number of processors.")
    private Optional<String> threads = Optional.empty();

    @Mixin
    private SplitKeyOption splitKey;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        PrintWriter console = command.commandLine().getOut();
        try (TemporaryFolder temporary = TemporaryFolder.make("millrace-fit");
                Samples samples =
                        data.readLabelled(task, command.commandLine().getErr()::println, temporary.path(), seed);
                LocalFit fit = LocalFit.open(
                        task,
                        settings(),
                        splitKey.key(),
                        Files.createDirectory(temporary.path().resolve("examples")))) {
            int taken = addAll(samples, fit);
            console.println(taken + " " + task.id() + "s from " + samples.origin());
            console.flush();
            LocalFit.Result result = fit.fit();
            ModelArtifact model =
                    result.model().orElseThrow(() -> new CommandException("no model: " + result.reason()));
            Files.write(out, model.toBytes());
            console.println("evaluated on examples that it was not trained on: " + result.reason());
            console.println("weights " + model.weights().sha256().hex());
            console.println("written to " + out);
            return 0;
        }
    }

    private int addAll(Samples samples, LocalFit fit) throws IOException {
        int taken = 0;
        for (int i = 0; i < Math.min(limit, samples.size()); i++) {
            Sample sample = samples.get(i);
            String label = sample.label().orElseThrow();
            boolean isTaken =
                    task.type() == TaskType.IMAGE ? fit.add(sample.image(), label) : fit.add(sample.text(), label);
            taken += isTaken ? 1 : 0;
        }
        return taken;
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(System.getenv());
        settings.put("MILLRACE_TRAINER_SEED", Long.toString(seed));
        threads.ifPresent(value -> settings.put("MILLRACE_TRAINER_THREADS", value));
        put(settings, "EPOCHS", epochs);
        put(settings, "PATIENCE", patience);
        put(settings, "OPTIMIZER", optimizer);
        put(settings, "LEARNING_RATE", learningRate);
        put(settings, "BATCH_SIZE", batchSize);
        put(settings, "DROPOUT", dropout);
        return settings;
    }

    private void put(Map<String, String> settings, String name, Optional<String> value) {
        value.ifPresent(
                given -> settings.put("MILLRACE_TRAINER_" + task.id().toUpperCase(Locale.ROOT) + "_" + name, given));
    }
}
