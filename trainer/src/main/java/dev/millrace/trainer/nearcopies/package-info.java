/**
 * Finds near-copies among stored examples: a camera's consecutive frames, images in another encoding or size or shifted a
 * little, texts that differ in a few words.
 *
 * <p>{@link Fingerprint}s of contents are looked up in a {@link SignatureIndex}, by locality-sensitive hashing. The few
 * candidates that it names are compared with the content itself.
 */
@NullMarked
package dev.millrace.trainer.nearcopies;

import org.jspecify.annotations.NullMarked;
