package dev.millrace.cli.data;

import dev.millrace.model.spec.Task;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options shared by every command that reads a labelled data set. */
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
     * Reads the whole data set, in an order that the seed determines.
     *
     * @param folder for a temporary file
     * @throws DataException when it cannot be read or has no samples for the task
     */
    public Samples read(Task task, Path folder, long seed) {
        return SampleSpool.fill(path.toString(), DataFormats.reader(task, path, split), folder, seed);
    }
}
