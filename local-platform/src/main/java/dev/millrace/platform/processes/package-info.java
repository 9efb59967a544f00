/**
 * Processes that must not outlive the one that started them. {@link dev.millrace.platform.processes.SupervisedProcesses} starts them, starts
 * them again when they die, and ends them; {@link dev.millrace.platform.processes.ControlledProcesses} leaves that to its caller; {@link dev.millrace.platform.processes.ParentWatch} inside each ends it when its parent
 * is gone without a word.
 */
@NullMarked
package dev.millrace.platform.processes;

import org.jspecify.annotations.NullMarked;
