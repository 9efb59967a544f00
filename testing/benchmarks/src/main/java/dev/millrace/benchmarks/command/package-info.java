/** The {@code millrace bench} command: chooses a benchmark and runs it. */
@NullMarked
package dev.millrace.benchmarks.command;

import org.jspecify.annotations.NullMarked;
