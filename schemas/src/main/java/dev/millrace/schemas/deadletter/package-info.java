/** The contract of dead letters and replays: why a record has no prediction, and the headers that say so. */
@NullMarked
package dev.millrace.schemas.deadletter;

import org.jspecify.annotations.NullMarked;
