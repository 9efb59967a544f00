package dev.millrace.schemas;

import org.apache.kafka.common.errors.RetriableException;

/** The registry did not answer within the patience. The record may be valid; read it again later. */
public final class RegistryUnavailableException extends RetriableException {

    private static final long serialVersionUID = 1L;

    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
