/**
 * What operators see: meters, liveness, readiness.
 *
 * <p>Every meter has its name here and nowhere else.
 */
@NullMarked
package dev.millrace.streams.operations;

import org.jspecify.annotations.NullMarked;
