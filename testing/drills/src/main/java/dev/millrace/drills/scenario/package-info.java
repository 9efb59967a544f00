/** The faults of a drill; {@link dev.millrace.drills.scenario.Scenarios} lists them. */
@NullMarked
package dev.millrace.drills.scenario;

import org.jspecify.annotations.NullMarked;
