package dev.millrace.service.input;

import dev.millrace.records.Label;
import java.util.Optional;

/**
 * A late label as its task understands it.
 *
 * @param label what it says; may be blank
 * @param id of the record that it labels, where that is not its own key
 */
public record TaskLabel(Label label, Optional<String> id) {}
