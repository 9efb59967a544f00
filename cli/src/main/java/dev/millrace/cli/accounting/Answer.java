package dev.millrace.cli.accounting;

import dev.millrace.schemas.RecordCoordinates;

/**
 * A prediction, with what the audit needs.
 *
 * @param id the input's key
 * @param sentAt when the input was sent, in milliseconds since 1970-01-01T00:00Z
 * @param seenAt when the prediction was read, in milliseconds since 1970-01-01T00:00Z
 */
public record Answer(RecordCoordinates input, String id, String label, String version, long sentAt, long seenAt) {}
