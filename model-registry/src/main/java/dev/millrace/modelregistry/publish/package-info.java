/**
 * A run's end: the model and the run's record out, in one transaction.
 *
 * <p>Plans which records a publish consists of, and sends them so that a reader sees all of them or none.
 */
@NullMarked
package dev.millrace.modelregistry.publish;

import org.jspecify.annotations.NullMarked;
