package dev.millrace.service.input;

import java.util.Optional;

/**
 * A record as its task understands it.
 *
 * @param content what is classified
 * @param label the label that came with it, if any; not blank
 * @param id by which late labels name it, where that is not the record's key
 * @param <T> what the task's models take
 */
public record TaskInput<T>(T content, Optional<String> label, Optional<String> id) {}
