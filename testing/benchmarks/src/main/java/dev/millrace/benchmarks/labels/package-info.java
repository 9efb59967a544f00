/** The label join at scale: how long it takes to start again after a crash, and to answer a label of a busy id. */
@NullMarked
package dev.millrace.benchmarks.labels;

import org.jspecify.annotations.NullMarked;
