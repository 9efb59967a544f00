/** {@code millrace evaluate}: evaluates a model on a labelled data set. */
@NullMarked
package dev.millrace.cli.evaluate;

import org.jspecify.annotations.NullMarked;
