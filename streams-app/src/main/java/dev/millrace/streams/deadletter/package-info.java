/**
 * Creates dead letters for records that can't be classified: the original bytes, with the reason and coordinates in the headers
 * that {@link dev.millrace.schemas.deadletter.DeadLetterHeaders} defines.
 */
@NullMarked
package dev.millrace.streams.deadletter;

import org.jspecify.annotations.NullMarked;
