/**
 * Processes that must not outlive the process that started them.
 * {@link dev.millrace.platform.processes.SupervisedProcesses} restarts and ends them;
 * {@link dev.millrace.platform.processes.ControlledProcesses} leaves that to its caller. Inside each,
 * {@link dev.millrace.platform.processes.ParentWatch} ends the process when its parent has died.
 */
@NullMarked
package dev.millrace.platform.processes;

import org.jspecify.annotations.NullMarked;
