/** The trainer: labelled topics → example store → fit → gate → model topic. */
@NullMarked
package dev.millrace.trainer;

import org.jspecify.annotations.NullMarked;
