/** What a task costs a streams app that waits: time to start, memory, threads and open files. */
@NullMarked
package dev.millrace.benchmarks.tasks;

import org.jspecify.annotations.NullMarked;
