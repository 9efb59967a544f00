package dev.millrace.cli.models;

import dev.millrace.cli.connection.ClusterOptions;
import dev.millrace.cli.connection.CommandException;
import dev.millrace.model.export.ExportFormat;
import dev.millrace.model.export.ModelExport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace models export}: writes a model to a file. */
@Command(
        name = "export",
        description = {
            "Writes a model to a file. Beside a file in a format other than millrace, writes what a caller",
            "of the network must do with an image or a text first, as JSON."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace models export 000012-3fa9c1d0",
            "  millrace models export 000012-3fa9c1d0 --format onnx --out image.onnx",
            "  millrace models export image.millrace --format dl4j"
        })
final class ExportCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "VERSION|FILE",
            description = "A version as shown by 'models list', or a file written by 'fit'.")
    private String model;

    @Option(names = "--format", description = "Format: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private ExportFormat format = ExportFormat.MILLRACE;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "File to write. Default: named for the model, in the current folder.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private ClusterOptions cluster;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        NamedModel named = NamedModel.read(model, Optional.empty(), cluster);
        Path file = out.orElseGet(() -> Path.of(stem(named) + "." + format.ending()));
        PrintWriter console = command.commandLine().getOut();
        write(file, ModelExport.file(named.artifact(), format));
        console.println("written to " + file);
        if (format.needsPreprocessing()) {
            Path description = description(file);
            write(description, ModelExport.preprocessing(named.artifact(), format));
            console.println("preprocessing described in " + description);
        }
        return 0;
    }

    private String stem(NamedModel named) {
        return named.published()
                .map(version -> version.task().id() + "-" + version.version())
                .orElseGet(() -> withoutEnding(Path.of(model).getFileName().toString()));
    }

    private static Path description(Path file) {
        return file.resolveSibling(withoutEnding(file.getFileName().toString()) + ".json");
    }

    private static String withoutEnding(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new CommandException("'" + file + "' can't be written: " + e, e);
        }
    }
}
