/** What goes wrong in a drill: {@link dev.millrace.cli.drill.scenario.Scenarios} lists all of it. */
@NullMarked
package dev.millrace.cli.drill.scenario;

import org.jspecify.annotations.NullMarked;
