package dev.millrace.trainer.examples;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A store's files cannot be used: another process has locked them, or they are damaged. The message names them. */
public final class ExampleStoreException extends UncheckedIOException {

    private static final long serialVersionUID = 1L;

    ExampleStoreException(String message) {
        super(message, new IOException(message));
    }
}
