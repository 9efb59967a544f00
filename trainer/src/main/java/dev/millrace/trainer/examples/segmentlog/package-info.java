/**
 * Reads the files in which the store's first format kept examples, so that a store can migrate them. Nothing writes that
 * format any more.
 *
 * <p>A directory holds files {@code 0000000000.examples}, {@code 0000000001.examples}, … of entries: content with its
 * label, a new label for known content, or the end of a batch with the offsets after it. Entries that no end of a batch
 * follows were never stored.
 */
@NullMarked
package dev.millrace.trainer.examples.segmentlog;

import org.jspecify.annotations.NullMarked;
