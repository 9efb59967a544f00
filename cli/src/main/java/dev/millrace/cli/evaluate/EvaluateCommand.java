package dev.millrace.cli.evaluate;

import dev.millrace.cli.connection.ClusterOptions;
import dev.millrace.cli.connection.CommandException;
import dev.millrace.cli.data.DataSetOptions;
import dev.millrace.cli.data.Sample;
import dev.millrace.cli.data.Samples;
import dev.millrace.cli.data.SplitKeyOption;
import dev.millrace.cli.data.TemporaryFolder;
import dev.millrace.cli.models.NamedModel;
import dev.millrace.model.LoadedModel;
import dev.millrace.model.Outcome;
import dev.millrace.model.artifact.ModelArtifact;
import dev.millrace.model.image.ImageLimits;
import dev.millrace.model.image.ImageModels;
import dev.millrace.model.onednn.Precision;
import dev.millrace.model.spec.Task;
import dev.millrace.model.spec.TaskType;
import dev.millrace.model.text.TextLimits;
import dev.millrace.model.text.TextModels;
import dev.millrace.trainer.examples.Split;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace evaluate}: classifies a labelled data set as the streams app would, and measures the result. */
@Command(
        name = "evaluate",
        description = "Evaluates a model on a labelled data set.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace evaluate review --model review.millrace --data aclImdb_v1.tar.gz --part gate --precision both",
            "  millrace evaluate image --model image.millrace --data photos/",
            "  millrace evaluate review --model 000003-9ed1d997 --data reviews.tsv --bootstrap-server kafka:9092"
        })
public final class EvaluateCommand implements Callable<Integer> {

    private static final int BATCH = 64;

    @Parameters(paramLabel = "TASK", description = "Name of a task, such as image.")
    private Task task;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE|VERSION",
            description = "A file written by 'fit', or a version as shown by 'models list'.")
    private String model;

    @Mixin
    private DataSetOptions data;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Maximum number of samples, in an order determined by the seed.")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the order. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--part",
            description = "Evaluate only the examples that the trainer assigns to this part: ${COMPLETION-CANDIDATES}."
                    + " No fit sees the gate part. Default: ${DEFAULT-VALUE}.")
    private SplitChoice part = SplitChoice.ALL;

    @Mixin
    private SplitKeyOption splitKey;

    @Option(
            names = "--precision",
            description =
                    "Precision: ${COMPLETION-CANDIDATES}; both shows whether bfloat16 may serve. Default: ${DEFAULT-VALUE}.")
    private PrecisionChoice precision = PrecisionChoice.FLOAT32;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private ClusterOptions cluster;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        ModelArtifact artifact =
                NamedModel.read(model, Optional.of(task), cluster).artifact();
        if (precision == PrecisionChoice.BOTH && !Precision.BFLOAT16.isAvailable()) {
            throw new CommandException("this processor has no bfloat16 instructions: there is nothing to compare");
        }
        return task.type() == TaskType.IMAGE
                ? evaluate(in -> ImageModels.load(artifact, ImageLimits.standard(), in), Sample::image)
                : evaluate(in -> TextModels.load(artifact, TextLimits.standard(), in), Sample::text);
    }

    private <T> int evaluate(Function<Precision, LoadedModel<T>> load, Function<Sample, T> toInput) throws IOException {
        List<ModelEvaluator<T>> judges = precision.precisions().stream()
                .map(in -> new ModelEvaluator<>(load.apply(in), toInput))
                .toList();
        Agreement agreement = new Agreement();
        try (TemporaryFolder temporary = TemporaryFolder.make("millrace-evaluate");
                Samples samples =
                        data.readLabelled(task, command.commandLine().getErr()::println, temporary.path(), seed)) {
            judge(samples, judges, agreement, temporary.path());
        } finally {
            judges.forEach(ModelEvaluator::close);
        }
        if (judges.get(0).confusion().judged() == 0) {
            throw new CommandException("'" + data.path() + "' has nothing that the model can classify");
        }
        report(new EvaluationReport(judges, agreement));
        return 0;
    }

    private <T> void judge(Samples samples, List<ModelEvaluator<T>> judges, Agreement agreement, Path temporary)
            throws IOException {
        Optional<Split> split = part.split();
        if (split.isEmpty()) {
            judge(samples, judges, agreement, sample -> true);
            return;
        }
        Path examples = Files.createDirectory(temporary.resolve("examples"));
        try (SplitFilter filter = SplitFilter.of(task, split.get(), splitKey.key(), samples, examples)) {
            judge(samples, judges, agreement, filter);
        }
    }

    private <T> void judge(
            Samples samples, List<ModelEvaluator<T>> judges, Agreement agreement, Predicate<Sample> filter) {
        int size = Math.min(limit, samples.size());
        for (int from = 0; from < size; from += BATCH) {
            List<Sample> batch = IntStream.range(from, Math.min(size, from + BATCH))
                    .mapToObj(samples::get)
                    .filter(filter)
                    .toList();
            List<List<Outcome>> outcomes =
                    judges.stream().map(judge -> judge.judge(batch)).toList();
            agreement.add(outcomes.get(0), outcomes.get(outcomes.size() - 1));
        }
    }

    private void report(EvaluationReport report) {
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(report.toJson());
        } else {
            report.print(out);
        }
    }
}
