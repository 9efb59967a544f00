/**
 * The labelled data at hand: what intake appends, a training run reads as one snapshot of three parts.
 *
 * <p>Examples lie in a RocksDB database, together with the topic offsets they came from. The Java heap holds nothing of
 * them but the labels' names and, of an open snapshot, 28 bytes an example.
 */
@NullMarked
package dev.millrace.trainer.examples;

import org.jspecify.annotations.NullMarked;
