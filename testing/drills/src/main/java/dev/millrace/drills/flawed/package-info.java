/** Flawed streams apps that the drill must detect: {@link dev.millrace.drills.flawed.FlawedApp}. */
@NullMarked
package dev.millrace.drills.flawed;

import org.jspecify.annotations.NullMarked;
