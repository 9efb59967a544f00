/**
 * Models as files of other frameworks, with a description of the preprocessing that those frameworks leave to the
 * caller.
 */
@NullMarked
package dev.millrace.model.export;

import org.jspecify.annotations.NullMarked;
