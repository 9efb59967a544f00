/**
 * The labelled data at hand: what intake appends, a training run reads as one snapshot of three parts.
 *
 * <p>Contents lie in append-only segment files, together with the topic offsets they came from; memory holds an index
 * of a few dozen bytes an example, rebuilt from the files at each start.
 */
@NullMarked
package dev.millrace.trainer.examples;

import org.jspecify.annotations.NullMarked;
