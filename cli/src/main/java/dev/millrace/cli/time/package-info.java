/** Parses times as users type them. */
@NullMarked
package dev.millrace.cli.time;

import org.jspecify.annotations.NullMarked;
