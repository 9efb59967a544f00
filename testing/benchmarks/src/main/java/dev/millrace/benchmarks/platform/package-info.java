/** A real broker and registry, and the processes that benchmarks measure. */
@NullMarked
package dev.millrace.benchmarks.platform;

import org.jspecify.annotations.NullMarked;
