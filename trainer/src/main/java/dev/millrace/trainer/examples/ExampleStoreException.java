package dev.millrace.trainer.examples;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The files of a store can't be used as they are: locked by another process, or damaged. The message names them. */
public final class ExampleStoreException extends UncheckedIOException {

    private static final long serialVersionUID = 1L;

    ExampleStoreException(String message) {
        super(message, new IOException(message));
    }
}
