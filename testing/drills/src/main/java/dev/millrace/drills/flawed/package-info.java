/** Flawed streams apps, for the drill to catch: {@link dev.millrace.drills.flawed.FlawedApp}. */
@NullMarked
package dev.millrace.drills.flawed;

import org.jspecify.annotations.NullMarked;
