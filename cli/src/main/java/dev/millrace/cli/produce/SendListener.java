package dev.millrace.cli.produce;

import dev.millrace.cli.data.Sample;

/** Receives the outcome of each sample. Called from the sending thread and from the producer's own thread. */
public interface SendListener {

    /** Called just before the sample is handed to the producer. */
    void sending(Sample sample, boolean labelled);

    /** The broker has acknowledged it. */
    void acknowledged(Sample sample, String topic, int partition, long offset);

    /** The broker has not acknowledged it; it may or may not have stored it. */
    void failed(Sample sample, Exception problem);
}
