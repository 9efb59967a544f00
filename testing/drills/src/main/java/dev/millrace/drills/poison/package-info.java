/**
 * Inputs that producers send by mistake or malice, each with what must become of it: for drills on a running system.
 *
 * <p>Every byte is made here. What looks hostile and is none is among them too: a system that refused it would be wrong.
 */
@NullMarked
package dev.millrace.drills.poison;

import org.jspecify.annotations.NullMarked;
