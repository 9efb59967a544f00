/** How the fields of an input record become what the model takes. */
@NullMarked
package dev.millrace.service.input;

import org.jspecify.annotations.NullMarked;
