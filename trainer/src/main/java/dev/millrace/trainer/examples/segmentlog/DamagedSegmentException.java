package dev.millrace.trainer.examples.segmentlog;

import java.io.IOException;

/** A file holds what no crash explains. The message names the file and the place. */
public final class DamagedSegmentException extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedSegmentException(String message) {
        super(message);
    }
}
