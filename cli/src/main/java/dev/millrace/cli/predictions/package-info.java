/** Predictions as they come, for people and for programs. Reads from now on, or everything there is. */
@NullMarked
package dev.millrace.cli.predictions;

import org.jspecify.annotations.NullMarked;
