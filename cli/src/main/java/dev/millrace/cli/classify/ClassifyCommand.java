package dev.millrace.cli.classify;

import dev.millrace.cli.connection.ClusterOptions;
import dev.millrace.cli.models.NamedModel;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.image.ImageModels;
import dev.millrace.model.spec.TaskType;
import dev.millrace.model.text.TextLimits;
import dev.millrace.model.text.TextModels;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
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
            "  millrace classify --model 000003-9ed1d997 photos/ --bootstrap-server kafka:9092"
        })
public final class ClassifyCommand implements Callable<Integer> {

    /** What cameras and scanners make; a streams app has limits of its own. */
    private static final ImageLimits IMAGE_LIMITS = new ImageLimits(32 << 20, 16_384);

    /** Far more than a text of {@link TextLimits#standard} takes, so that longer ones are rejected with their length. */
    private static final long MAX_TEXT_BYTES = 64 << 20;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE|VERSION",
            description = "A file written by 'fit' or 'models export', or a version as shown by 'models list'.")
    private String model;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files and folders; - for standard input.")
    private List<String> files;

    @Option(names = "--lines", description = "Each line of a text file is a text of its own.")
    private boolean lines;

    @Option(names = "--json", description = "Print one JSON object per input.")
    private boolean json;

    @Mixin
    private ClusterOptions cluster;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        AnswerPrinter printer = new AnswerPrinter(
                command.commandLine().getOut(), command.commandLine().getErr(), json);
        NamedModel named = NamedModel.read(model, Optional.empty(), cluster);
        TaskType type = named.artifact().manifest().architecture().type();
        if (lines && type != TaskType.TEXT) {
            throw new ParameterException(command.commandLine(), "--lines requires a model for texts");
        }
        try (LocalClassification<?> classification = open(named, printer::print)) {
            read(type, printer, classification::add);
            classification.flush();
        }
        return printer.unclassified() == 0 ? 0 : 1;
    }

    private static LocalClassification<?> open(NamedModel named, Consumer<FileAnswer> answers) {
        ModelArtifact artifact = named.artifact();
        FileAnswer.AnsweringModel name = new FileAnswer.AnsweringModel(
                named.published().map(version -> version.task().id()),
                named.published().map(NamedModel.Published::version),
                artifact.sha256().hex());
        return artifact.manifest()
                .architecture()
                .fold(
                        images -> new LocalClassification<>(
                                ImageModels.load(artifact, IMAGE_LIMITS),
                                content -> EncodedImage.encoded(ByteBuffer.wrap(content)),
                                name,
                                answers),
                        texts -> new LocalClassification<>(
                                TextModels.load(artifact, TextLimits.standard()),
                                content -> new String(content, StandardCharsets.UTF_8),
                                name,
                                answers));
    }

    private void read(TaskType type, AnswerPrinter printer, Consumer<Input> inputs) {
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
