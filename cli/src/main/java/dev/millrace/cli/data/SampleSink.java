package dev.millrace.cli.data;

import java.util.function.Consumer;

/** Receives the samples of a data set, and the files that are none. */
public interface SampleSink extends Consumer<Sample> {

    /**
     * A file that is left out.
     *
     * @param why completes the sentence that begins with the file
     */
    void leftOut(String file, String why);
}
