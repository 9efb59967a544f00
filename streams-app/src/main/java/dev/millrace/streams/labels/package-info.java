/**
 * Records that have a label, or get one later, become training data.
 *
 * <p>{@link LabelTopology} forwards what came with a label, and joins what came without one by id.
 */
@NullMarked
package dev.millrace.streams.labels;

import org.jspecify.annotations.NullMarked;
