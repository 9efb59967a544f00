/** Faults inside a service's process, injected by its settings alone; the service's code is unchanged. */
@NullMarked
package dev.millrace.drills.fault;

import org.jspecify.annotations.NullMarked;
