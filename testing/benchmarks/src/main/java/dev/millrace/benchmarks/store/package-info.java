/** How many examples per second the trainer's store accepts and returns, and the memory that it needs. */
@NullMarked
package dev.millrace.benchmarks.store;

import org.jspecify.annotations.NullMarked;
