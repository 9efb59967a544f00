package dev.millrace.cli.data;

/** Numbered samples with distinct contents. Owned by one thread. */
public interface Samples extends AutoCloseable {

    /** Number of samples. */
    int size();

    /** The sample at {@code index}, from 0; read from disk or generated at each call. */
    Sample get(int index);

    /** The source of the samples, for the user. */
    String origin();

    @Override
    void close();
}
