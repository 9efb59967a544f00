/** Prints predictions for users and programs, from now on or from the beginning of the topics. */
@NullMarked
package dev.millrace.cli.predictions;

import org.jspecify.annotations.NullMarked;
