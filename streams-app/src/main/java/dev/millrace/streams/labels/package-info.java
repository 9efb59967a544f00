/**
 * Turns records with labels into training data.
 *
 * <p>{@link LabelTopology} brings events and labels of the same id to the same stream task. There {@link EventJoin} and {@link
 * LabelJoin} store both for the label window, and forward an example when an event has a label and again when it gets a newer
 * one. {@link EventBuffer} finds the event of a label, and {@link WaitingLabels} the label of an event.
 */
@NullMarked
package dev.millrace.streams.labels;

import org.jspecify.annotations.NullMarked;
