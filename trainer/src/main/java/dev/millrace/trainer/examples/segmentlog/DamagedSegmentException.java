package dev.millrace.trainer.examples.segmentlog;

import java.io.IOException;

/** A file contains damage that no crash explains. The message names the file and the position. */
public final class DamagedSegmentException extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedSegmentException(String message) {
        super(message);
    }
}
