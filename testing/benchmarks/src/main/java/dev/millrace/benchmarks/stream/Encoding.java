package dev.millrace.benchmarks.stream;

import dev.millrace.benchmarks.Network;
import dev.millrace.model.spec.Task;
import java.util.Locale;

/** The encoding of input records. */
enum Encoding {
    /** 32×32 RGB samples. */
    RAW(Task.IMAGE, Network.CNN),
    /** The same samples as PNG. */
    PNG(Task.IMAGE, Network.CNN),
    /** Reviews of 250 words. */
    TEXT(Task.REVIEW, Network.BILSTM);

    private final Task task;
    private final Network network;

    Encoding(Task task, Network network) {
        this.task = task;
        this.network = network;
    }

    Task task() {
        return task;
    }

    Network network() {
        return network;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
