package dev.millrace.cli.data;

import dev.millrace.model.spec.Task;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of every command that reads a labelled data set. */
public final class DataSetOptions {

    @Option(
            names = "--data",
            required = true,
            paramLabel = "PATH",
            description = "Where the data is; its layout is told by looking, see 'produce'.")
    private Path path;

    @Option(
            names = "--split",
            description = "Part of a data set that has parts: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private OfficialSplit split = OfficialSplit.TRAIN;

    public Path path() {
        return path;
    }

    /**
     * Reads all of it, in an order told by the seed.
     *
     * @param folder for a temporary file
     * @throws DataException when it can't be read or has no samples for the task
     */
    public Samples read(Task task, Path folder, long seed) {
        return SampleSpool.fill(path.toString(), DataFormats.reader(task, path, split), folder, seed);
    }
}
