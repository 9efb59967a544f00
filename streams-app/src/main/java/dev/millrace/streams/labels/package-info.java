/**
 * Records that have a label, or get one later, become training data.
 *
 * <p>{@link LabelTopology} brings events and labels of an id together in one task, where {@link EventJoin} and {@link
 * LabelJoin} keep both for a while and forward an example whenever an event has a label, and again when it gets a newer one.
 */
@NullMarked
package dev.millrace.streams.labels;

import org.jspecify.annotations.NullMarked;
