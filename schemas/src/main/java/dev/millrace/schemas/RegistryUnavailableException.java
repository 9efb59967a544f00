package dev.millrace.schemas;

import org.apache.kafka.common.errors.RetriableException;

/** The registry did not answer for as long as one may wait: the record itself may be fine, read it again later. */
public final class RegistryUnavailableException extends RetriableException {

    private static final long serialVersionUID = 1L;

    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
