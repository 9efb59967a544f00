/** {@code millrace evaluate}: how good a model is on a labelled data set. */
@NullMarked
package dev.millrace.cli.evaluate;

import org.jspecify.annotations.NullMarked;
