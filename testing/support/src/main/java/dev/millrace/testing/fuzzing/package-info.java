/** Hostile bytes for the tests of every module: sound inputs, damaged again and again from a fixed seed. */
@NullMarked
package dev.millrace.testing.fuzzing;

import org.jspecify.annotations.NullMarked;
