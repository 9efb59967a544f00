/**
 * Images and reviews from various sources. A {@link dev.millrace.cli.data.SampleReader} reads one layout
 * sequentially; a {@link dev.millrace.cli.data.SampleSpool} keeps the samples on disk and returns them in any order.
 */
@NullMarked
package dev.millrace.cli.data;

import org.jspecify.annotations.NullMarked;
