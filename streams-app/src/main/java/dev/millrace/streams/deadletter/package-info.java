/**
 * What leaves the system unanswered, and how it can come back.
 *
 * <p>A record is read ({@link RecordReader}) or rejected for one of the {@link DeadLetterReason}s; {@link DeadLetters} then
 * makes the record of the dead-letter topic: the original bytes, with the reason and the coordinates in headers.
 */
@NullMarked
package dev.millrace.streams.deadletter;

import org.jspecify.annotations.NullMarked;
