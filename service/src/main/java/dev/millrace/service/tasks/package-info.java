/**
 * The tasks of an installation, as its configuration states them.
 *
 * <p>{@link dev.millrace.service.tasks.TaskCatalog} reads them. A {@link dev.millrace.service.tasks.TaskConfig} names the
 * topics of one task and says how their records are read.
 */
@NullMarked
package dev.millrace.service.tasks;

import org.jspecify.annotations.NullMarked;
