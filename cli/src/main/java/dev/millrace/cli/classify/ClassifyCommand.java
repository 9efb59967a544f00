package dev.millrace.cli.classify;

import dev.millrace.cli.connection.Cluster;
import dev.millrace.cli.connection.ClusterOptions;
import dev.millrace.cli.models.NamedModel;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import dev.millrace.model.text.TextLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace classify}: labels files. */
@Command(
        name = "classify",
        description = {
            "Classifies image or text files. A folder stands for the files in it and in its folders.",
            "Ends with exit code 1 if an input was not classified."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace classify --model image.millrace photos/ one.jpg",
            "  millrace classify --model review.millrace --lines --json reviews.txt",
            "  echo 'a fine film' | millrace classify --model review.millrace -",
            "  millrace classify --task image photos/ --bootstrap-server kafka:9092"
        })
public final class ClassifyCommand implements Callable<Integer> {

    /** What cameras and scanners make; a streams app has limits of its own. */
    static final ImageLimits IMAGE_LIMITS = new ImageLimits(32 << 20, 16_384);

    /** Far more than a text of {@link TextLimits#standard} takes, so that longer ones are rejected with their length. */
    private static final long MAX_TEXT_BYTES = 64 << 20;

    /** Who classifies. */
    static final class Classifying {

        @Option(
                names = "--model",
                required = true,
                paramLabel = "FILE|VERSION",
                description = "Classify in this process, with a file written by 'fit' or 'models export', or with a"
                        + " version as shown by 'models list'.")
        private Optional<String> model = Optional.empty();

        @Option(
                names = "--task",
                required = true,
                paramLabel = "TASK",
                description = "Send the files to the topic of that task, and wait for its predictions.")
        private Optional<Task> task = Optional.empty();
    }

    @ArgGroup(multiplicity = "1")
    private Classifying by = new Classifying();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files and folders; - for standard input.")
    private List<String> files;

    @Option(names = "--lines", description = "Each line of a text file is a text of its own.")
    private boolean lines;

    @Option(names = "--json", description = "Print one JSON object per input.")
    private boolean json;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "With --task: how long to wait without any answer, such as 90s. Default: ${DEFAULT-VALUE}.",
            defaultValue = "60s")
    private Duration timeout;

    @Mixin
    private ClusterOptions cluster;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        AnswerPrinter printer = new AnswerPrinter(
                command.commandLine().getOut(), command.commandLine().getErr(), json);
        if (by.task.isPresent()) {
            classify(by.task.get(), printer);
        } else {
            classify(NamedModel.read(by.model.orElseThrow(), Optional.empty(), cluster), printer);
        }
        return printer.unclassified() == 0 ? 0 : 1;
    }

    private void classify(NamedModel named, AnswerPrinter printer) {
        TaskType type = named.artifact().manifest().architecture().type();
        try (LocalClassification<?> classification = LocalClassification.open(named, IMAGE_LIMITS, printer::print)) {
            read(type, printer, classification::add);
            classification.flush();
        }
    }

    private void classify(Task task, AnswerPrinter printer) {
        try (Cluster connected = Cluster.of(cluster.connection());
                TaskClassification classification = TaskClassification.open(
                        connected, connected.tasks().find(task.id()).orElseThrow(), timeout, printer::print)) {
            read(task.type(), printer, classification::add);
            classification.finish();
        }
    }

    private void read(TaskType type, AnswerPrinter printer, Consumer<Input> inputs) {
        if (lines && type != TaskType.TEXT) {
            throw new ParameterException(command.commandLine(), "--lines requires texts, got images");
        }
        long maxBytes = type == TaskType.IMAGE ? IMAGE_LIMITS.maxBytes() : MAX_TEXT_BYTES;
        new InputFiles(type, maxBytes, lines).read(files, System.in, new InputSink() {
            @Override
            public void accept(Input input) {
                inputs.accept(input);
            }

            @Override
            public void unreadable(FileAnswer.Unclassified answer) {
                printer.print(answer);
            }

            @Override
            public void leftOut(String file, String why) {
                command.commandLine().getErr().println("left out: " + file + ": " + why);
            }
        });
    }
}
