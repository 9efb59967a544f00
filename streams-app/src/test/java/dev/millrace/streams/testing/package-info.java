/** Fake models, records and serdes for the tests. */
@NullMarked
package dev.millrace.streams.testing;

import org.jspecify.annotations.NullMarked;
