package dev.millrace.cli.data;

import java.io.IOException;
import java.util.function.Consumer;

/** Reads a data set sequentially, with one sample in memory at a time. */
@FunctionalInterface
public interface SampleReader {

    /**
     * Passes every sample to {@code sink}, in the order of the data.
     *
     * @throws DataException when the data does not have its expected layout; the message names the place
     */
    void read(Consumer<Sample> sink) throws IOException;
}
