package dev.millrace.cli.data;

import dev.millrace.model.spec.Task;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Options shared by every command that reads a data set. */
public final class DataSetOptions {

    @Option(
            names = "--data",
            required = true,
            paramLabel = "PATH",
            description = "Path of the data; its layout is detected, see 'produce'.")
    private Path path;

    @Option(
            names = "--split",
            description =
                    "Official split of the data set, if it has splits: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private OfficialSplit split = OfficialSplit.TRAIN;

    /** The path that the user gave. */
    public Path path() {
        return path;
    }

    /**
     * Reads the samples that have a label, in an order that the seed determines.
     *
     * @param leftOut receives a line for each file that is left out
     * @param folder for a temporary file
     * @throws DataException when it cannot be read or has no samples for the task
     */
    public Samples readLabelled(Task task, Consumer<String> leftOut, Path folder, long seed) {
        SampleReader reader = DataFormats.reader(task, path, split).labelledOnly();
        return SampleSpool.fill(path.toString(), reader, leftOut, folder, seed);
    }

    /**
     * Reads the whole data set, in an order that the seed determines.
     *
     * @param leftOut receives a line for each file that is left out
     * @param folder for a temporary file
     * @throws DataException when it cannot be read or has no samples for the task
     */
    public Samples read(Task task, Consumer<String> leftOut, Path folder, long seed) {
        return SampleSpool.fill(path.toString(), DataFormats.reader(task, path, split), leftOut, folder, seed);
    }
}
