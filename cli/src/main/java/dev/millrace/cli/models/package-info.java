/** Shows and pins models. Reads the model topics, and writes only the operator's alias and commands. */
@NullMarked
package dev.millrace.cli.models;

import org.jspecify.annotations.NullMarked;
