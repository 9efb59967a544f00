/**
 * Reads the files in which the store's first format kept examples, so that a store can migrate them. Nothing writes that
 * format any more.
 *
 * <p>A directory holds files {@code 0000000000.examples}, {@code 0000000001.examples}, … of entries: a content with its
 * label, another label of a content, or the end of a batch with the offsets after it. What no end of a batch follows was
 * never taken in.
 */
@NullMarked
package dev.millrace.trainer.examples.segmentlog;

import org.jspecify.annotations.NullMarked;
