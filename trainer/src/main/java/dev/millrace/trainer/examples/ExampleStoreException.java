package dev.millrace.trainer.examples;

/** The files of a store can't be used as they are: locked by another process, or damaged in the middle. */
public final class ExampleStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ExampleStoreException(String message) {
        super(message);
    }
}
