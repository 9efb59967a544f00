package dev.millrace.cli.produce;

import dev.millrace.cli.data.Sample;

/** Hears what becomes of each sample. Called from the sending thread and from the producer's own. */
public interface SendListener {

    /** Just before the sample is handed to the producer. */
    void sending(Sample sample, boolean labelled);

    /** The broker has it. */
    void acknowledged(Sample sample, String topic, int partition, long offset);

    /** The broker did not say that it has it: it may have it or not. */
    void failed(Sample sample, Exception problem);
}
