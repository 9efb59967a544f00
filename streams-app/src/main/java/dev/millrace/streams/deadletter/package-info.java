/**
 * What can't be classified, with all that is needed to see why and to try again.
 *
 * <p>{@link DeadLetters} makes the records; {@link DeadLetterReason} is the closed list of reasons.
 */
@NullMarked
package dev.millrace.streams.deadletter;

import org.jspecify.annotations.NullMarked;
