/** What the trainer's example store takes in and gives back in a second, and the memory it needs for that. */
@NullMarked
package dev.millrace.benchmarks.store;

import org.jspecify.annotations.NullMarked;
