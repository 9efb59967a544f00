/**
 * From a record's bytes to what a task's models take.
 *
 * <p>{@link dev.millrace.service.input.InputReaders} makes the reader of a task; {@link
 * dev.millrace.service.input.ImageContent} is the way from Millrace's own image records.
 */
@NullMarked
package dev.millrace.service.input;

import org.jspecify.annotations.NullMarked;
