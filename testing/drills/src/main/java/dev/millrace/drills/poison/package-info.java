/**
 * Inputs that producers send by mistake or with malice, each with its required outcome, for drills on a running system.
 *
 * <p>Every byte is generated here. Inputs that only look hostile are included too; refusing them would be wrong.
 */
@NullMarked
package dev.millrace.drills.poison;

import org.jspecify.annotations.NullMarked;
