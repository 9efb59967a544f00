package dev.millrace.cli.data;

/** Numbered samples, no two of the same content. Owned by one thread. */
public interface Samples extends AutoCloseable {

    /** How many there are. */
    int size();

    /** The sample at {@code index}, from 0; read from disk or made at each call. */
    Sample get(int index);

    /** Where they come from, for people. */
    String origin();

    @Override
    void close();
}
