package dev.millrace.cli.data;

import java.io.IOException;

/** Reads a data set sequentially, with one sample in memory at a time. */
@FunctionalInterface
public interface SampleReader {

    /**
     * Passes every sample, and the name of every file that is left out, to {@code sink}, in the order of the data.
     *
     * @throws DataException when the data does not have its expected layout; the message names the place
     */
    void read(SampleSink sink) throws IOException;

    /** The same without samples that have no label. */
    default SampleReader labelledOnly() {
        return sink -> read(new SampleSink() {
            @Override
            public void accept(Sample sample) {
                if (sample.label().isPresent()) {
                    sink.accept(sample);
                } else {
                    leftOut(
                            sample.name().orElse("a sample"),
                            "has no label; put it into a folder that is named for its label");
                }
            }

            @Override
            public void leftOut(String file, String why) {
                sink.leftOut(file, why);
            }
        });
    }
}
