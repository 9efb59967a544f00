/**
 * Makes dead letters of records that cannot be classified: the original bytes, with reason and coordinates in headers, as
 * {@link dev.millrace.schemas.deadletter.DeadLetterHeaders} defines them.
 */
@NullMarked
package dev.millrace.streams.deadletter;

import org.jspecify.annotations.NullMarked;
