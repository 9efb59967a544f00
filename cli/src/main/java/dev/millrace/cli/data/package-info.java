/**
 * Labelled images and reviews from the places people keep them. A {@link dev.millrace.cli.data.SampleReader} reads one
 * layout from front to back, a {@link dev.millrace.cli.data.SampleSpool} keeps what it reads on disk and hands it out in
 * any order.
 */
@NullMarked
package dev.millrace.cli.data;

import org.jspecify.annotations.NullMarked;
