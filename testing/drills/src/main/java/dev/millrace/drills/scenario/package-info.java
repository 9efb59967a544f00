/** What goes wrong in a drill: {@link dev.millrace.drills.scenario.Scenarios} lists all of it. */
@NullMarked
package dev.millrace.drills.scenario;

import org.jspecify.annotations.NullMarked;
