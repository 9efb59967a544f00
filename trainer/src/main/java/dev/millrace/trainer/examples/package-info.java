/**
 * The stored labelled data. Intake appends it; a training run reads it as one snapshot of three splits.
 *
 * <p>A RocksDB database holds the examples together with the topic offsets that they came from. The Java heap holds only
 * the names of the labels that stored examples have and, per open snapshot, 28 bytes per example.
 */
@NullMarked
package dev.millrace.trainer.examples;

import org.jspecify.annotations.NullMarked;
