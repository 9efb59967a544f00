/** Liveness, readiness and metrics of a running service. */
@NullMarked
package dev.millrace.service.operations;

import org.jspecify.annotations.NullMarked;
