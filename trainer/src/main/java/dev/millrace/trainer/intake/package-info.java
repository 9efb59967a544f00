/**
 * Reads the labelled topics into the example store.
 *
 * <p>Records are read from the store's offsets, decoded to what the networks learn from, and stored together with their
 * offsets. Records that cannot be decoded are counted by reason and skipped.
 */
@NullMarked
package dev.millrace.trainer.intake;

import org.jspecify.annotations.NullMarked;
