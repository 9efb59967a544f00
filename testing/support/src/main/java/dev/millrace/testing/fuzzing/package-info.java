/** Hostile bytes for the tests of every module: valid inputs, damaged repeatedly from a fixed seed. */
@NullMarked
package dev.millrace.testing.fuzzing;

import org.jspecify.annotations.NullMarked;
