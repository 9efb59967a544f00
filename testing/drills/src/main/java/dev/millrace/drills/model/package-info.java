/**
 * The inputs and models of drills: {@link dev.millrace.drills.model.DrillInputs} by number, and
 * {@link dev.millrace.drills.model.PlantedModels}, whose scores identify them.
 */
@NullMarked
package dev.millrace.drills.model;

import org.jspecify.annotations.NullMarked;
