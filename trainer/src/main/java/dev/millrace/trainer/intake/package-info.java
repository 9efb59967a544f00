/**
 * The labelled topics into the example store.
 *
 * <p>Records are read from where the store stands, decoded to what the networks learn from, and stored together with
 * their offsets; what can't be decoded is counted by reason and skipped.
 */
@NullMarked
package dev.millrace.trainer.intake;

import org.jspecify.annotations.NullMarked;
