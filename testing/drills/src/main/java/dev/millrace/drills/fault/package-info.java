/** Faults that happen inside a service's process: put there by its settings alone, the service's code is as it is. */
@NullMarked
package dev.millrace.drills.fault;

import org.jspecify.annotations.NullMarked;
