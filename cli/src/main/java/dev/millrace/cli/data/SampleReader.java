package dev.millrace.cli.data;

import java.io.IOException;
import java.util.function.Consumer;

/** Reads a data set from front to back, one sample in memory at a time. */
@FunctionalInterface
public interface SampleReader {

    /**
     * Hands every sample to {@code sink}, in the order of the data.
     *
     * @throws DataException when the data is not what its layout promises; the message names the place
     */
    void read(Consumer<Sample> sink) throws IOException;
}
