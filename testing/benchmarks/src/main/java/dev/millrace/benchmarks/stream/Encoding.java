package dev.millrace.benchmarks.stream;

import dev.millrace.benchmarks.Network;
import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.model.spec.Task;
import java.util.Locale;

/** The encoding of input records. */
enum Encoding {
    /** 32×32 RGB samples. */
    RAW(Network.CNN),
    /** The same samples as PNG. */
    PNG(Network.CNN),
    /** Photographs of 640×480 pixels as JPEG of quality 85. */
    JPEG(Network.CNN),
    /** Reviews of 250 words. */
    TEXT(Network.BILSTM);

    private final Network network;

    Encoding(Network network) {
        this.network = network;
    }

    Task task() {
        return network == Network.CNN ? DefaultTasks.IMAGE : DefaultTasks.REVIEW;
    }

    Network network() {
        return network;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
