/** The models as an operator sees and steers them. Reads the model topics, and writes nothing but the operator's own alias. */
@NullMarked
package dev.millrace.cli.models;

import org.jspecify.annotations.NullMarked;
