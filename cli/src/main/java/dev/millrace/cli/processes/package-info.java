/**
 * Processes that must not outlive the one that started them. {@link dev.millrace.cli.processes.Children} starts them, starts
 * them again when they die, and ends them; {@link dev.millrace.cli.processes.Puppets} leaves that to its caller; {@link dev.millrace.cli.processes.ParentWatch} inside each ends it when its parent
 * is gone without a word.
 */
@NullMarked
package dev.millrace.cli.processes;

import org.jspecify.annotations.NullMarked;
